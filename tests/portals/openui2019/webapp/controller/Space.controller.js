sap.ui.define(["./Base", "sap/m/ActionSheet", "sap/m/Button", "sap/m/MessageBox", "sap/ui/core/Fragment", "sap/ui/model/json/JSONModel"], function (Base, ActionSheet, Button, MessageBox, Fragment, JSONModel) {
	"use strict";
	return Base.extend("cdc.employeur.controller.Space", { // launchpad, first login, users of the establishment
		onInit: function () {
			this.matched(this.byId("users") ? "users" : "space", function () {
				if (!this.model("session").getProperty("/connected")) { this.toast("sessionEnded"); this.go("login"); return; }
				if (this.byId("users")) {
					this.call("utilisateurs").then(function (a) { this.getView().setModel(new JSONModel(a)); }.bind(this)).catch(this.refused.bind(this, []));
				} else if (!this.model("session").getProperty("/first_login_done")) { this.firstLogin(); }
			});
		},
		firstLogin: function () {
			if (this.byId("questionDialog")) { this.byId("questionDialog").open(); return; }
			Fragment.load({ id: this.getView().getId(), name: "cdc.employeur.view.Question", controller: this }).then(function (oDialog) { this.getView().addDependent(oDialog); oDialog.open(); }.bind(this));
		},
		onQuestion: function () {
			if (!this.filled(["answer"])) { return; }
			this.call("question", { question: this.byId("question").getSelectedKey(), answer: this.byId("answer").getValue() }).then(function () {
				this.byId("questionDialog").close(); this.toast("saved");
				return this.getOwnerComponent().refresh();
			}.bind(this)).catch(this.refused.bind(this, []));
		},
		onLater: function () { this.byId("questionDialog").close(); },
		onAccount: function () {
			var o = this.model("session").getData();
			this.box("information", "accountText", [o.first_name + " " + o.last_name, o.identifier, o.email, o.siret, o.bcr || "-", o.contract || "-"]);
		},
		onSoon: function () { this.toast("soon"); },
		onActions: function (oEvent) {
			var oUser = oEvent.getSource().getBindingContext().getObject();
			new ActionSheet({ placement: "Left", buttons: [new Button({ icon: "sap-icon://reset", text: this.text("renewCode"), press: function () {
				MessageBox.confirm(this.text("renewConfirm", [oUser.first_name, oUser.last_name]), { onClose: function (sAction) {
					if (sAction === "OK") { this.call("utilisateurs/regeneration", { identifier: oUser.identifier }).then(function (o) { this.box("success", "renewed", [o.code]); }.bind(this)).catch(this.refused.bind(this, [])); }
				}.bind(this) });
			}.bind(this) })] }).openBy(oEvent.getSource());
		}
	});
});
