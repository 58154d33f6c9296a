// Builds what OpenUI5's own tooling would: the themes' css and one self-contained sap-ui-custom.js (modules of bundle.json)
const fs = require("fs"), path = require("path"), less = require("less-openui5"), terser = require("terser");
const roots = fs.readdirSync("node_modules/@openui5").map(l => path.resolve("node_modules/@openui5", l, "src"));
const find = f => roots.map(r => path.join(r, f)).find(fs.existsSync);
(async () => {
	for (const lib of ["sap/ui/core", "sap/m", "sap/ui/layout", "sap/ui/unified"]) {
		const dir = lib + "/themes/sap_belize", css = await new less.Builder().build({
			lessInputPath: dir + "/library.source.less", rootPaths: roots, library: { name: lib.replace(/\//g, ".") }, compiler: { compress: true } });
		fs.mkdirSync("dist/" + dir, { recursive: true });
		fs.writeFileSync("dist/" + dir + "/library.css", css.css);
		fs.writeFileSync("dist/" + dir + "/library-parameters.json", JSON.stringify(css.variables));
	}
	const boot = fs.readFileSync(find("sap-ui-core.js"), "utf8"), items = [...boot.matchAll(/"(raw|require):([^"]+)"/g)];
	const modules = {};
	for (const m of JSON.parse(fs.readFileSync("bundle.json"))) if (find(m)) {
		const source = fs.readFileSync(find(m), "utf8");
		modules[m] = terser.minify(source, { compress: false }).code || source;
	}
	fs.writeFileSync("dist/sap-ui-custom.js", items.filter(i => i[1] === "raw").map(i => fs.readFileSync(find(i[2]), "utf8")).join("\n;\n") +
		"\n;sap.ui.require.preload(" + JSON.stringify(modules) + ");\n" +
		items.filter(i => i[1] === "require").map(i => `sap.ui.requireSync(${JSON.stringify(i[2])});`).join("\n") + "\nsap.ui.getCore().boot && sap.ui.getCore().boot();\n");
})().catch(e => { console.error(e); process.exit(1); });
