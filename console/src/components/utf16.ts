/** LINE's limits of what is sent; it counts texts in UTF-16 units, as JavaScript does. */
export const maxTextUnits = 5000;
export const maxBubbles = 5;
