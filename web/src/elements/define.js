// @ts-check
// Importing this gives the elements their tags.
import { define } from "./index.js";

define();
