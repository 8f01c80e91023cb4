package org.openstm.kiosk.central.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.IdentityClaim;
import org.openstm.kiosk.central.ListOption;
import org.openstm.kiosk.central.OrganisationAuthorisation;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.central.RecentServices;
import org.openstm.kiosk.central.codec.ProgressCodec;
import org.openstm.kiosk.central.codec.QueryAnswerCodec;
import org.openstm.kiosk.central.codec.SubjectCodec;

/// What a citizen asks of central and its back systems, and the proofs of identity for it.
final class HttpQueryClient {
    private final CentralCaller caller;

    HttpQueryClient(CentralCaller caller) {
        this.caller = caller;
    }

    CentralReply<String> proveIdentity(IdentityClaim claim) {
        var asked = new LinkedHashMap<>(SubjectCodec.toJsonTree(new ProvenSubject(claim.subject(), claim.evidence())));
        asked.put("factor", claim.factor());
        if (!claim.officer().isEmpty()) asked.put("officer", claim.officer());
        return caller.postJson(caller.terminalPath() + "/identities", asked, json -> json.text("evidence"));
    }

    CentralReply<Map<String, String>> queryBackSystem(
            String system, String service, ProvenSubject who, Map<String, String> answers) {
        return caller.postJson(
                "/v1/queries/" + CentralCaller.encodePathPart(system),
                CentralCaller.withSubject(who, Map.of("service", service, "answers", answers)),
                json -> json.textMap("values"));
    }

    CentralReply<List<ListOption>> queryOptions(String list, Map<String, String> given) {
        return caller.postJson(
                "/v1/lists/" + CentralCaller.encodePathPart(list),
                Map.of("given", given),
                QueryAnswerCodec::parseOptions);
    }

    CentralReply<String> sendSmsCode(ProvenSubject who, String service, String mobile) {
        return caller.postJson(
                "/v1/sms-codes",
                CentralCaller.withSubject(who, Map.of("service", service, "mobile", mobile)),
                json -> json.text("id"));
    }

    CentralReply<Boolean> checkSmsCode(String id, String code) {
        return caller.postJson(
                "/v1/sms-codes/" + CentralCaller.encodePathPart(id) + "/verification",
                Map.of("code", code),
                json -> json.booleanValue("right"));
    }

    CentralReply<CaseProgress> queryProgress(String verificationCode) {
        return caller.getJson(
                "/v1/progress/" + CentralCaller.encodePathPart(verificationCode), ProgressCodec::parseProgress);
    }

    CentralReply<List<CaseProgress>> queryCases(ProvenSubject who) {
        return caller.postJson(
                "/v1/cases/search",
                SubjectCodec.toJsonTree(who),
                json -> json.objectList("cases").stream()
                        .map(ProgressCodec::parseProgress)
                        .toList());
    }

    CentralReply<OrganisationAuthorisation> queryMandate(ProvenSubject who, String organisation) {
        return caller.postJson(
                "/v1/mandates/search",
                CentralCaller.withSubject(who, Map.of("organisation", organisation)),
                QueryAnswerCodec::parseAuthorisation);
    }

    CentralReply<RecentServices> queryRecentServices(ProvenSubject who) {
        return caller.postJson(
                "/v1/order/search",
                SubjectCodec.toJsonTree(who),
                json -> new RecentServices(json.booleanValue("wanted"), json.textList("lately")));
    }

    CentralReply<Boolean> savePersonalization(ProvenSubject who, boolean wanted) {
        return caller.postJson(
                "/v1/order",
                CentralCaller.withSubject(who, Map.of("wanted", wanted)),
                json -> json.booleanValue("taken"));
    }

    CentralReply<Map<String, Boolean>> querySystems() {
        return caller.getJson("/v1/health", json -> json.booleanMap("systems"));
    }
}
