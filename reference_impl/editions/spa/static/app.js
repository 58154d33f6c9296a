// Starts the portal: one page that draws every view itself.

import * as cookies from "./cookies.js";
import * as forms from "./forms.js";
import * as reading from "./reading.js";
import * as router from "./router.js";
import "./secret-field.js";
import * as toast from "./toast.js";

reading.start();
toast.start();
forms.start();
cookies.start();
await router.start();
