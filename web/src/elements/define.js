// @ts-check
// Importing this module defines the elements, with the prefix `glia`.
import { define } from "./index.js";

define();
