// Playwright Test as its documentation sets it up, with the browser that the product takes.
module.exports = {
  testDir: ".", // said, since otherwise a folder that git ignores has no tests
  fullyParallel: true,
  workers: 2,
  reporter: "line",
  use: {
    locale: "fr-FR",
    launchOptions: { executablePath: process.env.CHROMIUM || undefined, args: ["--no-sandbox"] },
  },
};
