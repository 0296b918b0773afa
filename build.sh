#!/usr/bin/env bash
# Builds, serves and tests Glia. Every command sets up what it needs and does no work twice.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'EOT'
./build.sh COMMAND
  setup   installs what is missing: Emscripten, Chromium, npm packages
  wasm    builds both engines into web/dist
  demo    builds everything and serves the pages on 127.0.0.1 (PORT, 8080 by default)
  test    builds everything and runs all tests
  bench   measures against other libraries (tests/bench)
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

# Installs Debian packages: as root at once, with sudo after saying so, else it prints the command and stops.
install_packages() {
  has apt-get || die "missing: $*. Install them (their Debian names) and run this again."
  local install="apt-get install -y --no-install-recommends $*"
  if [ "$(id -u)" = 0 ]; then
    say "Installing: $*"
    apt-get update -q >&2
    DEBIAN_FRONTEND=noninteractive $install >&2
  elif has sudo; then
    say "About to run: sudo apt-get update && sudo $install"
    sudo apt-get update -q >&2
    sudo DEBIAN_FRONTEND=noninteractive $install >&2
  else
    die "these packages are missing and neither root nor sudo is at hand. Run, as root:
  apt-get update && $install"
  fi
}

need_node() {
  has node || die "Node 20 or later is needed: https://nodejs.org"
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] || die "got Node $major, expected 20 or later"
}

# Emscripten from 3.1.60 on knows the final relaxed SIMD and links it; Debian's 3.1.6 does so with LLVM 19 at its side.
emcc_is_current() {
  local version
  version=$(emcc --version | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)
  [ "$(printf '%s\n3.1.60\n' "$version" | sort -V | head -n 1)" = 3.1.60 ]
}

llvm=/usr/lib/llvm-19/bin

need_emscripten() {
  local missing=()
  has emcc || missing+=(emscripten)
  if ! has emcc || ! emcc_is_current; then
    [ -x $llvm/clang ] || missing+=(clang-19)
    [ -x $llvm/wasm-ld ] || missing+=(lld-19)
    [ -x $llvm/llvm-ar ] || missing+=(llvm-19)
  fi
  [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"
}

need_native() {
  local missing=()
  has gcc || missing+=(gcc libc6-dev)
  has clang || missing+=(clang)
  has clang-format || missing+=(clang-format)
  has clang-tidy || missing+=(clang-tidy)
  [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"
  # clang's sanitizers come in a package of their own, named after its version.
  local runtime
  runtime=$(clang -print-file-name="libclang_rt.asan-$(uname -m).a")
  [ -e "$runtime" ] || install_packages "libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev"
}

find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$name" ] && has "$name"; then
      command -v "$name"
      return
    fi
  done
  return 1
}

need_chromium() {
  find_chromium >/dev/null || install_packages chromium
  CHROMIUM=$(find_chromium) || die "no Chromium found; set CHROMIUM to the path of one"
  export CHROMIUM
}

need_packages() {
  local stamp=node_modules/.glia-lock
  cmp -s package-lock.json $stamp && return
  npm ci --no-audit --no-fund >&2
  cp package-lock.json $stamp
}

# ---- the engines

common_flags=(-std=c11 -DNDEBUG -Wall -Wextra -Werror -ffp-contract=off)
wasm_flags=(-O2 -msimd128 -mbulk-memory -fno-vectorize -fno-slp-vectorize)

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

build_engine() { # NAME FLAGS…
  local name=$1 objects=() source
  shift
  rm -rf ".build/$name"
  mkdir -p ".build/$name" web/dist
  while read -r source; do
    objects+=(".build/$name/$(echo "${source%.c}" | tr / _).o")
    emcc_for_engine "${common_flags[@]}" "${wasm_flags[@]}" "$@" -c "$source" -o "${objects[-1]}" &
    [ $((${#objects[@]} % $(nproc))) != 0 ] || wait
  done < <(engine_sources)
  wait
  for source in "${objects[@]}"; do [ -e "$source" ] || die "$source was not built"; done
  link_engine "web/dist/engine-$name.wasm" "${objects[@]}"
  # Hexadecimal, because gzip still sees the bytes in it: 11 KB compressed, where base64 takes 15.
  {
    echo "// Made by build.sh from c/: engine-$name.wasm inlined, so that no server setting can come between."
    echo "export default \"$(od -An -v -tx1 "web/dist/engine-$name.wasm" | tr -d ' \n')\";"
  } >"web/dist/engine-$name.js"
}

# Does nothing when what it depends on has not changed since it last went well:
#   unless_done NAME OUTPUT 'FILES AND FOLDERS' COMMAND…
unless_done() {
  local stamp=.build/$1.stamp output=$2 now
  # shellcheck disable=SC2086 # a list of paths without spaces
  now=$(find $3 build.sh -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
  [ -e "$output" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && return
  "${@:4}"
  mkdir -p .build
  echo "$now" >"$stamp"
}

build_engines() {
  need_emscripten
  say "Building the engines …"
  build_engine simd128
  build_engine relaxed -mrelaxed-simd
}

wasm() { unless_done wasm web/dist/engine-relaxed.js c build_engines; }

# The library in one minified file, for pages that load it from elsewhere; types for TypeScript.
bundle_library() {
  say "Bundling the library …"
  npx esbuild web/src/index.js --bundle --minify --format=esm --target=es2022 --outfile=web/dist/glia.js \
    --external:../../dist/engine-relaxed.js --log-level=warning
  # The relaxed engine is fetched beside it, and only where it runs.
  sed -i 's#\.\./\.\./dist/engine-relaxed\.js#./engine-relaxed.js#' web/dist/glia.js
  npx tsc --project web/src/tsconfig.json
}

pack_pages() {
  say "Packing models and sample digits …"
  node models/pack.js
}

pages() {
  need_node
  need_packages
  wasm
  unless_done library web/dist/glia.js "c web/src tsconfig.json package-lock.json" bundle_library
  unless_done pages web/dist/data/samples.labels.idx "c web/src models package-lock.json" pack_pages
}

# ---- what one asks for

demo() {
  pages
  say "Stop with Ctrl-C."
  # sirv takes the next free port when PORT is taken, and prints the address that it serves.
  exec npx sirv web --dev --host 127.0.0.1 --port "${PORT:-8080}"
}

build_native_tests() { # COMPILER
  local compiler=$1 sources
  mapfile -t sources < <(engine_sources | grep -v '^c/abi\.c$')
  mkdir -p .build
  say "Building the native tests with $compiler …"
  "$compiler" -std=c11 -O1 -g -Wall -Wextra -Werror -ffp-contract=off -fsanitize=address,undefined \
    -fno-sanitize-recover=all "${sources[@]}" tests/native/*.c -o ".build/native-$compiler" -lm
}

build_golden() {
  local sources
  mapfile -t sources < <(engine_sources | grep -v '^c/abi\.c$')
  mkdir -p .build
  gcc -std=c11 -O2 -Wall -Wextra -Werror -ffp-contract=off "${sources[@]}" tests/native/golden/golden.c -o .build/golden -lm
}

setup() {
  need_node
  need_emscripten
  need_native
  need_chromium
  need_packages
}

run_tests() {
  setup
  pages
  unless_done native-gcc .build/native-gcc "c tests/native" build_native_tests gcc
  unless_done native-clang .build/native-clang "c tests/native" build_native_tests clang
  unless_done golden .build/golden "c tests/native/golden" build_golden
  # Node 20 has relaxed SIMD behind a flag; later ones know no such flag.
  local flags=()
  if node --experimental-wasm-relaxed-simd -e '' 2>/dev/null; then flags+=(--experimental-wasm-relaxed-simd); fi
  local files=("$@")
  [ ${#files[@]} -gt 0 ] || mapfile -t files < <(find tests -name '*.test.js' -not -path '*/node_modules/*' | LC_ALL=C sort)
  exec node "${flags[@]}" --test "${files[@]}"
}

bench() {
  need_chromium
  pages
  (cd tests/bench && npm ci --no-audit --no-fund >&2)
  exec node tests/bench/run.js "$@"
}

case "${1:-}" in
setup) setup ;;
wasm)
  need_node
  wasm
  ;;
demo) demo ;;
test) run_tests "${@:2}" ;;
bench) bench "${@:2}" ;;
clean) rm -rf .build web/dist ;;
*)
  usage
  [ $# = 0 ] || exit 2
  ;;
esac
