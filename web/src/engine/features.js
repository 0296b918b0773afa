// @ts-check
// What this host's WebAssembly can do: each feature is tried with the smallest module that uses it.

// (module (func (result v128)
//   i32.const 0  i8x16.splat  i8x16.popcnt))
const kSimd128 = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
];

// (module (func (result v128)
//   i32.const 0  i8x16.splat  i32.const 0  i8x16.splat  i32.const 0  i8x16.splat  f32x4.relaxed_madd))
const kRelaxed = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0, 65, 0, 253, 15, 65, 0, 253, 15, 65,
  0, 253, 15, 253, 133, 2, 11,
];

/** @param {number[]} bytes */
function validates(bytes) {
  return typeof WebAssembly === "object" && WebAssembly.validate(new Uint8Array(bytes));
}

/** Whether there is fixed-width SIMD (128 bits). */
export function hasSimd128() {
  return validates(kSimd128);
}

/** Whether there is relaxed SIMD, as standardized: multiply-add in one instruction. */
export function hasRelaxedSimd() {
  return validates(kRelaxed);
}
