// @ts-check

// Whether a digit's Korean name (영 일 이 삼 사 오 육 칠 팔 구) ends in a consonant, and whether that consonant is ㄹ.
const kFinal = [true, true, false, true, false, false, true, true, true, false];
const kRieul = [false, true, false, false, false, false, false, true, true, false];

/**
 * Chooses Korean particles by the sound before them: `3{을/를}` becomes `3을`, `7{으로/로}` becomes `7로`. After ㄹ, 로 is used
 * and not 으로.
 *
 * @param {string} text
 */
export function chooseParticles(text) {
  return text.replace(/(.)\{([^{}/]+)\/([^{}/]+)\}/gu, (_, before, closed, open) => {
    const { final, rieul } = soundOf(before);
    return before + (final && !(rieul && closed === "으로") ? closed : open);
  });
}

/** How a character ends when read aloud: digits, Hangul syllables; anything else counts as open. @param {string} letter */
function soundOf(letter) {
  if (/[0-9]/.test(letter)) return { final: kFinal[Number(letter)], rieul: kRieul[Number(letter)] };
  const syllable = letter.charCodeAt(0) - 0xac00;
  if (syllable < 0 || syllable > 11171) return { final: false, rieul: false };
  return { final: syllable % 28 !== 0, rieul: syllable % 28 === 8 };
}
