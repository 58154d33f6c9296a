sap.ui.define(["sap/ui/core/UIComponent", "sap/ui/Device", "sap/ui/model/json/JSONModel", "cdc/employeur/controller/Service"], function (UIComponent, Device, JSONModel, Service) {
	"use strict";
	return UIComponent.extend("cdc.employeur.Component", {
		metadata: { manifest: "json" },
		init: function () {
			UIComponent.prototype.init.apply(this, arguments);
			this.setModel(new JSONModel({ connected: false, cookies: !window.localStorage.getItem("cookies") }), "session");
			this.setModel(new JSONModel({}), "form");
			this.setModel(new JSONModel({}), "content");
			this.getRouter().attachTitleChanged(function (oEvent) { document.title = oEvent.getParameter("title"); });
			this.refresh().then(function () { return Service.call("content"); }).then(function (o) { this.getModel("content").setData(o); this.getRouter().initialize(); }.bind(this));
		},
		refresh: function () {
			return Service.call("session").then(function (o) {
				this.getModel("session").setData(Object.assign({ cookies: this.getModel("session").getProperty("/cookies") }, o));
			}.bind(this));
		},
		getContentDensityClass: function () { return Device.support.touch ? "sapUiSizeCozy" : "sapUiSizeCompact"; }
	});
});
