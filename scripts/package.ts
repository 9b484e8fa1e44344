import { makePackage } from "./package/make-package.js";

/** `npm run package [-- dir]`; see makePackage. */
for (const file of await makePackage(process.argv.slice(2))) console.log(file);
