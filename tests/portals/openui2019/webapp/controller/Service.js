sap.ui.define(["jquery.sap.global", "sap/ui/core/BusyIndicator"], function (jQuery, BusyIndicator) {
	"use strict";
	var sToken = "";
	return { // Service.call(name) reads, Service.call(name, data) posts; rejects with {status, message, errors}
		call: function call(sName, oData, bAgain) {
			BusyIndicator.show(300);
			return new Promise(function (resolve, reject) {
				jQuery.ajax("api/" + sName, { type: oData ? "POST" : "GET", data: oData && JSON.stringify(oData), contentType: "application/json", dataType: "json", headers: { "X-CSRF-Token": sToken } })
					.always(BusyIndicator.hide.bind(BusyIndicator))
					.done(function (oResult) { sToken = oResult.csrf || sToken; resolve(oResult); })
					.fail(function (xhr) {
						if (!bAgain && (xhr.responseJSON || {}).message === "csrf") { call("session").then(function () { return call(sName, oData, true); }).then(resolve, reject); return; }
						reject(Object.assign({ status: xhr.status, message: "technical" }, xhr.responseJSON));
					});
			});
		}
	};
});
