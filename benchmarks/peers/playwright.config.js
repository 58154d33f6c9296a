// Playwright Test as its documentation sets it up, with the browser that the product takes.
module.exports = {
  testMatch: "walks.spec.js",
  fullyParallel: true,
  workers: 2,
  reporter: "line",
  use: {
    locale: "fr-FR",
    launchOptions: { executablePath: process.env.CHROMIUM || undefined, args: ["--no-sandbox"] },
  },
};
