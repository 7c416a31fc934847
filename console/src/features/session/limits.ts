/** Shortest password in characters; the server checks it too. */
export const minPassword = 10;
