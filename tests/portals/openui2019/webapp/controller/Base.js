sap.ui.define(["sap/ui/core/mvc/Controller", "sap/m/MessageBox", "sap/m/MessageToast", "./Service"], function (Controller, MessageBox, MessageToast, Service) {
	"use strict";
	return Controller.extend("cdc.employeur.controller.Base", {
		call: Service.call,
		go: function (sRoute, oParameters) { this.getOwnerComponent().getRouter().navTo(sRoute, oParameters); },
		back: function () { window.history.back(); },
		info: function (sKey) { this.go("info", { key: sKey }); },
		model: function (sName) { return this.getOwnerComponent().getModel(sName); },
		text: function (sKey, aArgs) { return this.model("i18n").getResourceBundle().getText(sKey, aArgs && aArgs.length ? aArgs : undefined); },
		toast: function (sKey) { MessageToast.show(this.text(sKey), { duration: 4000 }); },
		matched: function (sRoute, fnDo) { this.getOwnerComponent().getRouter().getRoute(sRoute).attachPatternMatched(fnDo, this); },
		box: function (sType, sKey, aArgs, fnClose) { MessageBox[sType](this.text(sKey, aArgs), { styleClass: this.getOwnerComponent().getContentDensityClass(), onClose: fnClose }); },
		state: function (aIds, oErrors) { // shows each error at its field, gives the focus to the first one
			var aWrong = aIds.map(function (sId) {
				var oField = this.byId(sId), sKey = oErrors[sId];
				oField.setValueState(sKey ? "Error" : "None").setValueStateText(sKey ? this.text(sKey) : "");
				return sKey && oField;
			}, this).filter(Boolean);
			if (aWrong[0]) { aWrong[0].focus(); }
			return !aWrong.length;
		},
		filled: function (aIds, aOptional) {
			return this.state(aIds, aIds.reduce(function (o, sId) {
				if (!this.byId(sId).getValue().trim() && (aOptional || []).indexOf(sId) < 0) { o[sId] = "required"; }
				return o;
			}.bind(this), {}));
		},
		refused: function (aIds, oError) {
			if (oError.errors) { this.state(aIds, oError.errors); } else { this.box("error", oError.message); }
		},
		clear: function (aIds) { aIds.forEach(function (sId) { this.byId(sId).setValue("").setValueState("None"); }, this); }
	});
});
