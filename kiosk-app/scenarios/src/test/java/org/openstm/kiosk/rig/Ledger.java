package org.openstm.kiosk.rig;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.ReferenceCentral;

/// What central did for each case, as seen on its side of the line.
final class Ledger implements ReferenceCentral.ExchangeListener {
    private static final Pattern CASE = Pattern.compile("/v1/terminals/[^/]+/transactions/([^/]+)(/rating)?");

    /// @param requests digests of all requests that came under this id
    /// @param numbers case numbers that were given
    /// @param created how often a case was opened
    /// @param rated how often a rating was taken
    record Account(Set<String> requests, Set<String> numbers, Set<Integer> created, Set<Integer> rated) {
        Account() {
            this(
                    ConcurrentHashMap.newKeySet(),
                    ConcurrentHashMap.newKeySet(),
                    ConcurrentHashMap.newKeySet(),
                    ConcurrentHashMap.newKeySet());
        }
    }

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private int count;

    @Override
    public synchronized void onExchange(
            String method,
            String path,
            Map<String, String> requestHeaders,
            byte[] request,
            int status,
            String type,
            Map<String, String> answerHeaders,
            byte[] answer) {
        var place = CASE.matcher(path);
        if (!place.matches() || status / 100 != 2 && !method.equals("PUT")) return;
        String txId = place.group(1);
        if (place.group(2) != null) {
            if (status == 200 && StrictJson.parse(answer).booleanValue("taken")) rated(txId);
            return;
        }
        // half a request is no request: its signature does not hold
        if (method.equals("PUT") && status != 401) request(txId, request);
        if (status == 201) opened(txId, StrictJson.parse(answer).text("caseNumber"));
        else if (status == 200)
            account(txId).numbers.add(StrictJson.parse(answer).text("caseNumber"));
    }

    private Account account(String txId) {
        return accounts.computeIfAbsent(txId, _ -> new Account());
    }

    synchronized void request(String txId, byte[] bytes) {
        account(txId).requests.add(Sha256.digestHex(bytes));
    }

    synchronized void opened(String txId, String number) {
        account(txId).created.add(++count);
        account(txId).numbers.add(number);
    }

    synchronized void rated(String txId) {
        account(txId).rated.add(++count);
    }

    Map<String, Account> accounts() {
        return accounts;
    }

    /// What a case came to; nothing, if central never heard of it.
    Account of(String txId) {
        return accounts.getOrDefault(txId, new Account());
    }
}
