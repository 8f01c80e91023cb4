package org.openstm.kiosk.reference.cases;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.DocumentReference;
import org.openstm.kiosk.reference.cases.DepartmentRules.Decision;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.ServiceDefinition;
import org.openstm.kiosk.reference.store.CaseKeys;

/// Decides a chain of items: every item separately, since one department's refusal does not affect the others.
final class ChainDecider {
    private final DemoProvince demo;
    private final DepartmentRules rules;
    private final CaseWriter writer;

    ChainDecider(DemoProvince demo, DepartmentRules rules, CaseWriter writer) {
        this.demo = demo;
        this.rules = rules;
        this.writer = writer;
    }

    /// @return the signed receipt of the whole chain
    byte[] decideChain(PendingSubmission pending) throws SQLException {
        String number = pending.caseNumber();
        var parts = new ArrayList<CaseReceipt.ChainPart>();
        var documents = new ArrayList<DocumentReference>();
        var result = new LinkedHashMap<String, String>();
        for (var service : demo.services().partsOf(pending.service())) {
            String own = number + "-" + (parts.size() + 1);
            var asked = pending.submission().toPartSubmission(service.id(), service.asks());
            String answersKey = EarlierCases.answersKey(service, asked);
            var decision = decidePart(pending, asked, service, answersKey);
            var state = decision instanceof Decision.Accept
                    ? CaseReceipt.ReceiptState.ACCEPTED
                    : CaseReceipt.ReceiptState.REJECTED;
            var message = switch (decision) {
                case Decision.Accept(var given, var paper, var _) -> {
                    var made = new CaseWriter.OpenedCase(own, state);
                    if (paper.isPresent()) documents.add(writer.issueDocument(pending, service, made, paper.get()));
                    given.forEach(result::putIfAbsent);
                    yield demo.sentences().sentenceFor(service.words(), given);
                }
                case Decision.Reject(var code, var facts) -> demo.sentences().sentenceFor(code, facts);
                case Decision.Refuse(var code, var facts) -> demo.sentences().sentenceFor(code, facts);
            };
            var part = new CaseReceipt.ChainPart(service.id(), service.title(), own, state, message);
            parts.add(part);
            CaseWriter.addPart(pending, parts.size(), part, answersKey);
        }
        return closeChain(pending, number, parts, documents, result);
    }

    private Decision decidePart(
            PendingSubmission pending, CaseSubmission asked, ServiceDefinition service, String answersKey)
            throws SQLException {
        var earlier = EarlierCases.findEarlierCase(pending, asked, answersKey);
        return earlier.isPresent()
                ? new Decision.Refuse("same-again", Map.of("caseNumber", earlier.get()))
                : rules.decideCase(service, asked, CaseKeys.dayOf(pending.now()), pending.transaction());
    }

    /// The chain is accepted if any of its parts is.
    private byte[] closeChain(
            PendingSubmission pending,
            String number,
            List<CaseReceipt.ChainPart> parts,
            List<DocumentReference> documents,
            Map<String, String> result)
            throws SQLException {
        long done = parts.stream()
                .filter(p -> p.state() == CaseReceipt.ReceiptState.ACCEPTED)
                .count();
        var state = done > 0 ? CaseReceipt.ReceiptState.ACCEPTED : CaseReceipt.ReceiptState.REJECTED;
        result.put("done", Long.toString(done));
        result.put("of", Integer.toString(parts.size()));
        if (done == 0) result.put("code", "chain-refused");
        var made = CaseWriter.openCase(pending, number, state, state.name());
        var message = done > 0 ? demo.sentences().sentenceFor(pending.service().words(), result) : joinRefusals(parts);
        return writer.storeReceipt(
                pending, made, new CaseWriter.ReceiptContent(result, message, documents, Optional.empty(), parts));
    }

    /// Why no part of a chain could be done, item by item.
    private static Map<String, String> joinRefusals(List<CaseReceipt.ChainPart> parts) {
        var all = new TreeMap<String, String>();
        for (var part : parts)
            part.message()
                    .forEach((language, why) -> all.merge(
                            language,
                            part.title().getOrDefault(language, "") + ": " + why,
                            (before, more) -> before + "\n" + more));
        return all;
    }
}
