sap.ui.define(["./Base", "sap/m/SelectDialog", "sap/m/StandardListItem"], function (Base, SelectDialog, StandardListItem) {
	"use strict";
	var SEARCH = ["siret", "bcr", "contract", "last_name", "first_name"], FORM = ["last_name", "first_name", "identifier", "email", "question", "answer"];
	function values(oController, aIds) { return aIds.reduce(function (o, sId) { o[sId] = oController.byId(sId).getValue(); return o; }, {}); }
	return Base.extend("cdc.employeur.controller.Lost", { // the four steps of « Codes perdus »
		onInit: function () {
			if (this.byId("siret")) {
				this.matched("search", function (oEvent) { this.sMode = oEvent.getParameter("arguments").mode; this.clear(SEARCH); });
			} else if (this.byId("answer")) {
				this.matched("regenerate", function () { this.clear(FORM); this.byId("identifier").setValue(this.model("form").getProperty("/identifier")); });
			} else if (this.byId("certificationCode")) {
				this.matched("done", function () { if (!this.model("form").getProperty("/certification")) { this.go("lost"); } });
			}
		},
		onCode: function () { this.model("form").setData({}); this.go("regenerate"); },
		onSearch: function () {
			if (!this.filled(SEARCH, ["bcr", "contract"])) { return; }
			this.call("codes/recherche", values(this, SEARCH)).then(function (o) {
				if (this.sMode === "identifiant") { this.box("success", "yourIdentifier", [o.identifier], this.go.bind(this, "login", {})); return; }
				this.model("form").setData({ identifier: o.identifier }); this.go("regenerate");
			}.bind(this)).catch(this.refused.bind(this, SEARCH));
		},
		onQuestions: function () {
			var oInput = this.byId("question");
			this.oQuestions = this.oQuestions || new SelectDialog({ title: this.text("questionDialog"),
				confirm: function (oEvent) { oInput.setValue(oEvent.getParameter("selectedItem").getTitle()).setValueState("None"); },
				search: function (oEvent) {
					var sQuery = oEvent.getParameter("value").toLowerCase();
					oEvent.getSource().getItems().forEach(function (oItem) { oItem.setVisible(oItem.getTitle().toLowerCase().indexOf(sQuery) >= 0); });
				} }).addStyleClass(this.getOwnerComponent().getContentDensityClass());
			this.oQuestions.destroyItems();
			this.model("session").getProperty("/questions").forEach(function (s) { this.oQuestions.addItem(new StandardListItem({ title: s })); }, this);
			this.oQuestions.open();
		},
		onRegenerate: function () {
			if (!this.filled(FORM)) { return; }
			this.call("codes/regeneration", values(this, FORM)).then(function (o) { this.model("form").setData(o); this.go("done"); }.bind(this)).catch(this.refused.bind(this, FORM));
		},
		onSound: function (oEvent) { oEvent.preventDefault(); new Audio(this.model("form").getProperty("/sound")).play(); },
		onFinish: function () { this.model("form").setData({}); this.go("login"); }
	});
});
