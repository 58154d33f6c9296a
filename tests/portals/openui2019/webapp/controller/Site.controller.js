sap.ui.define(["./Base", "sap/m/ActionSheet", "sap/m/Button", "sap/ui/core/Fragment"], function (Base, ActionSheet, Button, Fragment) {
	"use strict";
	return Base.extend("cdc.employeur.controller.Site", { // shell, home page, login page, information pages
		onInit: function () {
			this.getView().addStyleClass(this.getOwnerComponent().getContentDensityClass());
			if (this.byId("pageInfo")) { this.matched("info", function (oEvent) { this.getView().bindElement("content>/infos/" + oEvent.getParameter("arguments").key); }); }
			if (this.byId("identifier")) { this.matched("login", function () { this.clear(["identifier", "code"]); this.byId("refusal").setVisible(false); }); }
		},
		onCookies: function () { window.localStorage.setItem("cookies", "1"); this.model("session").setProperty("/cookies", false); },
		onPrint: function () { window.print(); },
		onZoom: function (iStep) { document.documentElement.style.fontSize = Math.min(22, Math.max(12, parseInt(window.getComputedStyle(document.documentElement).fontSize, 10) + iStep)) + "px"; },
		onProfile: function (oEvent) {
			this.oSheet = this.oSheet || new ActionSheet({ title: this.text("youAre"), placement: "Bottom", buttons: this.byId("profiles").getItems().map(function (oTab) {
				return new Button({ text: oTab.getText(), press: function () { this.byId("profiles").setSelectedKey(oTab.getKey()); }.bind(this) });
			}, this) });
			this.oSheet.openBy(oEvent.getSource());
		},
		onSearchSite: function (oEvent) {
			var sQuery = (oEvent.getParameter("query") || "").toLowerCase(), oNews = this.byId("news");
			oNews.getItems().forEach(function (oItem) { oItem.setVisible(oItem.data("text").toLowerCase().indexOf(sQuery) >= 0); });
			if (!oNews.getItems().some(function (oItem) { return oItem.getVisible(); })) { this.toast("nothingFound"); }
		},
		onLogin: function () {
			if (!this.filled(["identifier", "code"])) { return; }
			this.call("connexion", { identifier: this.byId("identifier").getValue(), code: this.byId("code").getValue() }).then(function (o) {
				return o.certification ? this.askCertification() : this.enter();
			}.bind(this)).catch(function (o) {
				this.byId("refusal").setText(this.text(o.message)).setVisible(true);
				this.byId("code").setValue("").setValueState("Error").focus();
			}.bind(this));
		},
		enter: function () { return this.getOwnerComponent().refresh().then(function () { this.go("space"); this.toast("welcome"); }.bind(this)); },
		askCertification: function () {
			var pDialog = this.byId("certificationDialog") ? Promise.resolve(this.byId("certificationDialog")) :
				Fragment.load({ id: this.getView().getId(), name: "cdc.employeur.view.Certification", controller: this });
			return pDialog.then(function (oDialog) { this.getView().addDependent(oDialog); this.clear(["certification"]); oDialog.open(); }.bind(this));
		},
		onCertification: function () {
			if (!this.filled(["certification"])) { return; }
			this.call("certification", { certification: this.byId("certification").getValue() }).then(function () {
				this.byId("certificationDialog").close(); return this.enter();
			}.bind(this)).catch(function (o) {
				if (o.left) { this.byId("certification").setValue("").setValueState("Error").setValueStateText(this.text(o.message, [o.left])).focus(); return; }
				this.byId("certificationDialog").close(); this.box("error", o.message, [], this.go.bind(this, "lost", {}));
			}.bind(this));
		},
		onCertificationCancel: function () { this.byId("certificationDialog").close(); this.clear(["identifier", "code"]); },
		onHelp: function () { this.box("information", "loginHelp"); },
		onAsk: function () {
			if (!this.filled(["ask"])) { return; }
			this.call("ariane", { text: this.byId("ask").getValue() }).then(function (o) { this.byId("answer").setText(o.answer).setVisible(true); }.bind(this));
		},
		onLogout: function () {
			this.call("deconnexion", {}).then(function () { return this.getOwnerComponent().refresh(); }.bind(this)).then(function () { this.go("home"); this.toast("goodbye"); }.bind(this));
		}
	});
});
