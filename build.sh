#!/usr/bin/env bash
# Builds, serves and tests Glia. Every command sets up what it needs and does no work twice.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'EOT'
./build.sh COMMAND
  setup   installs what is missing: Emscripten, Chromium, Fashion-MNIST, npm packages
  wasm    builds both engines into web/dist
  demo    builds everything and serves the pages on 127.0.0.1 (PORT, 8080 by default)
  test    builds everything and runs all tests
  bench   measures against other libraries (tests/bench); its options go to tests/bench/run.js
  bench --quick   under a minute: has the engine become slower? --quick --write stores its present speed
  clean   removes what was built
EOT
}

say() { printf '%s\n' "$*" >&2; }
die() {
  say "build.sh: $*"
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

# ---- what the machine must have

# Emscripten from 3.1.60 on knows the final relaxed SIMD and links it; Debian's 3.1.6 does so with LLVM 19 at its side.
emcc_is_current() {
  local version
  version=$(emcc --version | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)
  [ "$(printf '%s\n3.1.60\n' "$version" | sort -V | head -n 1)" = 3.1.60 ]
}

llvm=/usr/lib/llvm-19/bin

# The clang of the native tests: one that has its sanitizers.
find_clang() {
  local clang
  for clang in clang $llvm/clang; do
    has "$clang" && [ -e "$("$clang" -print-file-name="libclang_rt.asan-$(uname -m).a")" ] && echo "$clang" && return
  done
  return 1
}

find_chromium() { # NAMES… that are preferred
  local name
  for name in "${CHROMIUM:-}" "$@" chromium chromium-browser google-chrome google-chrome-stable; do
    [ -n "$name" ] && has "$name" && command -v "$name" && return
  done
  return 1
}

# The Debian packages that are missing for what one is about to do.
missing_packages() { # emscripten | native | chromium | headless | fashion …
  local purpose
  for purpose in "$@"; do
    case $purpose in
    emscripten)
      has emcc || echo emscripten
      if ! has emcc || ! emcc_is_current; then
        [ -x $llvm/clang ] || echo clang-19
        [ -x $llvm/wasm-ld ] || echo lld-19
      fi
      ;;
    native)
      has gcc || echo gcc libc6-dev
      has clang-format || echo clang-format
      has clang-tidy || echo clang-tidy
      find_clang >/dev/null || echo clang-19 libclang-rt-19-dev
      ;;
    chromium) find_chromium >/dev/null || echo chromium ;;
    headless) has chromium-headless-shell || echo chromium-headless-shell ;;
    fashion) [ -d /usr/share/datasets/fashion-mnist ] || echo dataset-fashion-mnist ;; # for a test of its model
    esac
  done
}

# Installs what is missing, all at once: as root right away, with sudo after saying so, else it prints the command.
need() { # emscripten | native | chromium | headless | fashion …
  local packages
  packages=$(missing_packages "$@" | tr ' ' '\n' | LC_ALL=C sort -u | tr '\n' ' ')
  packages=${packages% }
  [ -n "$packages" ] || return 0
  has apt-get || die "missing: $packages. Install them (these are their Debian names) and run this again."
  local update="apt-get update" install="apt-get install -y --no-install-recommends $packages"
  if [ "$(id -u)" = 0 ]; then
    say "Installing: $packages"
    $update -q >&2
    DEBIAN_FRONTEND=noninteractive $install >&2
  elif has sudo; then
    say "About to run: sudo $update && sudo $install"
    sudo $update -q >&2
    sudo DEBIAN_FRONTEND=noninteractive $install >&2
  else
    die "packages are missing and neither root nor sudo is at hand. Run, as root:
  $update && $install"
  fi
}

# The browser of the tests. Every test opens a page of its own; Chromium opens a window for each, with a user interface,
# which took 2.4 times the CPU time of the shell in 12 visits, which has none. Any Chromium will do where there is no shell.
need_test_browser() {
  [ -n "${CHROMIUM:-}" ] || (need headless) || say "The tests run in another Chromium, and take longer."
  CHROMIUM=$(find_chromium chromium-headless-shell) || die "no Chromium found; set CHROMIUM to the path of one"
  export CHROMIUM
}

need_node() {
  has node || die "Node 20 or later is needed: https://nodejs.org"
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] || die "got Node $major, expected 20 or later"
}

need_packages() {
  local stamp=node_modules/.glia-lock
  cmp -s package-lock.json $stamp && return
  npm ci --no-audit --no-fund >&2
  cp package-lock.json $stamp
}

# ---- the engines

common_flags=(-std=c11 -DNDEBUG -Wall -Wextra -Werror -ffp-contract=off)
wasm_flags=(-mllvm -unroll-runtime=false -fno-vectorize -fno-slp-vectorize -msimd128 -mbulk-memory)

# The kernels are made fast, everything else small, because a page waits for every byte.
level_of() { # SOURCE
  case $1 in
  c/kernels/tile.c | c/kernels/conv.c | c/kernels/pool.c | c/kernels/gemm*.c | c/kernels/elementwise.c | c/kernels/softmax.c | c/optim.c) echo -O2 ;;
  *) echo -Oz ;;
  esac
}

engine_sources() { find c -name '*.c' | LC_ALL=C sort; }

# Runs emcc; Debian's is given LLVM 19.
emcc_for_engine() {
  if emcc_is_current; then
    emcc "$@"
  else
    EM_LLVM_ROOT=$llvm EM_LLVM_ADD_VERSION='' EM_CLANG_ADD_VERSION='' emcc -Wno-version-check "$@"
  fi
}

link_engine() { # OUT OBJECTS…
  local out=$1
  shift
  if emcc_is_current; then
    emcc -O2 --no-entry -sSTANDALONE_WASM -sALLOW_MEMORY_GROWTH -o "$out" "$@"
  else
    local libraries
    libraries=$(dirname "$(readlink -f "$(command -v emcc)")")/cache/sysroot/lib/wasm32-emscripten
    $llvm/wasm-ld --no-entry -O2 --gc-sections --strip-all -z stack-size=65536 -o "$out" "$@" \
      "$libraries/libc.a" "$libraries/libcompiler_rt.a"
  fi
}

# As fast as -O3, and 400 bytes less after gzip. --low-memory-unused: no data lie in the first kilobyte of memory.
optimize() { # FROM TO
  npx wasm-opt -Oz --flatten --rereloop -Oz -Oz --coalesce-locals --reorder-locals --low-memory-unused \
    --enable-simd --enable-relaxed-simd --enable-bulk-memory --enable-nontrapping-float-to-int \
    --strip-debug --strip-producers --strip-target-features "$1" -o "$2"
}

build_engine() { # NAME FLAGS…
  local name=$1 objects=() source
  shift
  rm -rf ".build/$name"
  mkdir -p ".build/$name" web/dist
  while read -r source; do
    objects+=(".build/$name/$(echo "${source%.c}" | tr / _).o")
    emcc_for_engine "$(level_of "$source")" "${common_flags[@]}" "${wasm_flags[@]}" "$@" -c "$source" \
      -o "${objects[-1]}" &
    [ $((${#objects[@]} % $(nproc))) != 0 ] || wait
  done < <(engine_sources)
  wait
  for source in "${objects[@]}"; do [ -e "$source" ] || die "$source was not built"; done
  link_engine ".build/$name/linked.wasm" "${objects[@]}"
  optimize ".build/$name/linked.wasm" "web/dist/engine-$name.wasm"
  inline_engine "$name"
}

# The engine as text. Hexadecimal, because gzip finds the bytes in it: base64 would be 3.7 KB larger after gzip.
inline_engine() { # NAME
  printf '%s\n' \
    "// Made by build.sh from c/: the .wasm file, inlined so that no server setting can break it." \
    "export default \"$(od -An -v -tx1 "web/dist/engine-$1.wasm" | tr -d ' \n')\";" >"web/dist/engine-$1.js"
}

# Does nothing when what it depends on has not changed since it last went well, and what it makes is there:
#   unless_done NAME 'OUTPUTS' 'FILES AND FOLDERS' COMMAND…
unless_done() {
  local stamp=.build/$1.stamp output now
  # shellcheck disable=SC2086 # lists of paths without spaces
  now=$(find $3 build.sh -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
  if [ "$(cat "$stamp" 2>/dev/null)" = "$now" ]; then
    local whole=1
    for output in $2; do [ -e "$output" ] || whole=0; done
    [ $whole = 0 ] || return 0
  fi
  rm -f "$stamp"
  "${@:4}"
  mkdir -p .build
  echo "$now" >"$stamp"
}

build_engines() {
  need emscripten
  say "Building the engines …"
  mkdir -p .build web/dist
  build_engine simd128
  build_engine relaxed -mrelaxed-simd
}

wasm() {
  need_node
  need_packages
  local made=(web/dist/engine-{simd128,relaxed}.{js,wasm})
  unless_done wasm "${made[*]}" "c package-lock.json" build_engines
}

bundle() { # ENTRY OUT
  npx esbuild "$1" --bundle --minify --format=esm --target=es2022 --outfile="$2" --log-level=warning \
    --external:../../dist/engine-relaxed.js --log-override:empty-import-meta=silent
  # After esbuild, terser still takes 0.7 KB off what gzip makes of it.
  npx terser "$2" --module --ecma 2022 --compress passes=3,sequences=false,pure_getters --mangle --output "$2"
  # The relaxed engine is fetched from beside it, and only where it runs.
  sed -i 's#\.\./\.\./dist/engine-relaxed\.js#./engine-relaxed.js#' "$2"
}

# The library in one minified file, the same with training in a worker, and that worker, for pages elsewhere; types for
# TypeScript.
bundle_library() {
  say "Bundling the library …"
  bundle web/src/index.js web/dist/glia.js
  bundle web/src/train.js web/dist/train.js
  bundle web/src/train/worker.js web/dist/worker.js
  node web/bundle.js
  npx tsc --project web/src/tsconfig.json
}

pack_pages() {
  say "Packing models and data …"
  node models/pack.js
}

pages() {
  wasm
  local library=(web/dist/custom-elements.json web/dist/palette.css web/dist/{glia,train,worker,glia-elements}.js web/dist/elements/training.js web/dist/types/src/index.d.ts)
  unless_done library "${library[*]}" "c web/src web/bundle.js tsconfig.json package-lock.json" bundle_library
  local packed=(web/dist/models/models.json web/dist/data/{samples,fashion}.labels.idx web/dist/vendor/uPlot.esm.js)
  unless_done pages "${packed[*]}" "c web/src models package-lock.json" pack_pages
}

# ---- what one asks for

demo() {
  pages
  local asked=${PORT:-8080} port
  port=$(node web/free-port.js "$asked")
  [ "$port" = "$asked" ] || say "Port $asked is in use."
  echo "Glia is at http://127.0.0.1:$port/ (Ctrl-C stops it)"
  exec npx sirv web --dev --quiet --host 127.0.0.1 --port "$port"
}

build_native_tests() { # NAME COMPILER
  local compiler=$2 sources
  mapfile -t sources < <(engine_sources | grep -v '^c/abi\.c$')
  mkdir -p .build
  say "Building the native tests with $1 …"
  "$compiler" -std=c11 -O1 -g -Wall -Wextra -Werror -ffp-contract=off -fsanitize=address,undefined \
    -fno-sanitize-recover=all "${sources[@]}" tests/native/*.c -o ".build/native-$1" -lm
}

build_golden() {
  local sources
  mapfile -t sources < <(engine_sources | grep -v '^c/abi\.c$')
  mkdir -p .build
  gcc -std=c11 -O2 -Wall -Wextra -Werror -ffp-contract=off "${sources[@]}" tests/native/golden/golden.c -o .build/golden -lm
}

setup() {
  need_node
  need emscripten native fashion
  need_test_browser
  need_packages
}

# The pages, both sanitizer builds and the reference of the golden tests, at the same time.
build_for_tests() {
  local build builds=()
  pages &
  builds+=($!)
  unless_done native-gcc .build/native-gcc "c tests/native" build_native_tests gcc gcc &
  builds+=($!)
  unless_done native-clang .build/native-clang "c tests/native" build_native_tests clang "$(find_clang)" &
  builds+=($!)
  unless_done golden .build/golden "c tests/native/golden" build_golden &
  builds+=($!)
  for build in "${builds[@]}"; do wait "$build"; done
}

run_tests() {
  setup
  build_for_tests
  # Node 20 has relaxed SIMD behind a flag; later ones know no such flag.
  local flags=()
  if node --experimental-wasm-relaxed-simd -e '' 2>/dev/null; then flags+=(--experimental-wasm-relaxed-simd); fi
  exec node "${flags[@]}" tests/run.js "$@"
}

build_peak() {
  local name flags=()
  mkdir -p .build/peak
  for name in simd128 relaxed; do
    [ $name = simd128 ] || flags=(-mrelaxed-simd)
    emcc_for_engine -O2 "${common_flags[@]}" "${wasm_flags[@]}" "${flags[@]}" -Ic -c tests/bench/peak/peak.c \
      -o .build/peak/$name.o
    link_engine .build/peak/$name.wasm .build/peak/$name.o
  done
}

bench() {
  need_node
  need emscripten
  pages
  unless_done peak ".build/peak/simd128.wasm .build/peak/relaxed.wasm" "c/base.h c/kernels/simd.h tests/bench/peak" build_peak
  [ "${1:-}" != --quick ] || exec node tests/bench/guard.js "${@:2}"
  need chromium
  CHROMIUM=$(find_chromium)
  export CHROMIUM
  (cd tests/bench && npm ci --no-audit --no-fund >&2)
  exec node tests/bench/run.js "$@"
}

case "${1:-}" in
setup) setup ;;
wasm) wasm ;;
demo) demo ;;
test) run_tests "${@:2}" ;;
bench) bench "${@:2}" ;;
clean) rm -rf .build web/dist ;;
*)
  usage
  [ $# = 0 ] || exit 2
  ;;
esac
