// @ts-check

/** Beside the pad, while a person collects digits. */
export const kStrip = `
  <p id="teach-ask" class="strip-ask" data-text="teach.ask"></p>
  <div class="strip-labels" role="group" aria-labelledby="teach-ask" aria-describedby="teach-keys" data-teach-labels></div>
  <p class="strip-said" aria-live="polite" data-teach-stored></p>
  <div class="tools">
    <button type="button" data-teach-takeback data-text="teach.takeback"></button>
    <button type="button" data-teach-finish data-text="teach.finish"></button>
  </div>
  <p id="teach-keys" class="note" data-text="teach.keys"></p>`;

/** The section itself. */
export const kPanel = `
  <p class="prose" data-text="teach.note"></p>
  <p class="prose" data-text="teach.unfit" data-teach-unfit hidden></p>
  <div class="teach" data-teach-fit>
    <section aria-labelledby="teach-digits">
      <h3 id="teach-digits" data-text="teach.digits"></h3>
      <p data-teach-count></p>
      <div class="tray" role="toolbar" aria-labelledby="teach-digits" aria-describedby="teach-tray-keys" data-teach-tray></div>
      <p id="teach-tray-keys" class="note" data-text="teach.tray.keys" data-teach-tray-keys></p>
      <div class="tools">
        <button type="button" data-teach-collect data-text="teach.collect"></button>
        <button type="button" data-teach-clear data-text="teach.clear"></button>
        <button type="button" data-teach-restore data-text="teach.restore"></button>
      </div>
      <p class="note" data-text="teach.unkept" data-teach-unkept hidden></p>
    </section>
    <section aria-labelledby="teach-lesson">
      <h3 id="teach-lesson" data-text="teach.lesson"></h3>
      <fieldset class="teach-depth">
        <legend data-text="teach.depth"></legend>
        <label class="choice"
          ><input type="radio" name="teach-depth" value="frozen" checked /><span
            ><span class="choice-title" data-text="teach.frozen"></span
            ><span class="choice-note" data-text="teach.frozen.note"></span></span
        ></label>
        <label class="choice"
          ><input type="radio" name="teach-depth" value="all" /><span
            ><span class="choice-title" data-text="teach.all"></span
            ><span class="choice-note" data-text="teach.all.note"></span></span
        ></label>
      </fieldset>
      <div class="tools"><button type="button" class="primary" aria-describedby="teach-status" data-teach-start></button></div>
      <progress max="1" value="0" data-label="teach.progress" data-teach-progress></progress>
      <p id="teach-status" class="status" data-teach-status></p>
      <div data-teach-result hidden>
        <table class="scores">
          <caption data-text="teach.caption"></caption>
          <thead>
            <tr><td></td><th scope="col" data-text="teach.before"></th><th scope="col" data-text="teach.after"></th></tr>
          </thead>
          <tbody data-teach-scores></tbody>
        </table>
        <p class="teach-verdict" data-teach-verdict></p>
        <p class="note" data-teach-basis></p>
        <div class="tools">
          <button type="button" data-teach-undo data-text="teach.undo"></button>
          <button type="button" data-teach-save data-text="teach.save"></button>
        </div>
      </div>
    </section>
  </div>
  <p class="unseen" aria-live="polite" data-teach-announce></p>`;
