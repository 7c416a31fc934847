/** LINE's limits of what is sent; it counts texts in UTF-16 units, as JavaScript does. */
export { maxBubbles, maxTextUnits } from "./bubbles/check/limits";
