package org.openstm.kiosk.reference;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.openstm.kiosk.central.ContractSunset;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.CaseKeys;

/// The announced end of this contract version, in the headers of every answer of the contract.
public final class SunsetNotice {
    /// A terminal may be off for months.
    private static final int NOTICE_DAYS = 180;

    private volatile Optional<ContractSunset> sunset = Optional.empty();

    /// The sunset of this contract version on a day, for [ReferenceCentral#announceSunset].
    ///
    /// @throws IllegalArgumentException with a description, if terminals that were off might not learn of it in
    ///     time
    public static ContractSunset createSunset(LocalDate day, Instant now) {
        var first = CaseKeys.dayOf(now).plusDays(NOTICE_DAYS);
        if (day.isBefore(first))
            throw new IllegalArgumentException("terminals need " + NOTICE_DAYS
                    + " days to hear that this version ends: the first day that can be said is " + first);
        return new ContractSunset(
                Optional.of(now), day.atStartOfDay(CaseKeys.ZONE).toInstant());
    }

    void announceSunset(ContractSunset end) {
        sunset = Optional.of(end);
    }

    /// Every answer of the contract carries the sunset headers once the sunset is announced.
    ServerResponse withSunsetHeaders(ServerRequest request, ServerResponse answer) {
        var said = sunset;
        if (said.isEmpty() || !request.path().startsWith("/v1/")) return answer;
        var with = answer.withHeader(ContractSunset.SUNSET, said.get().sunsetHeader());
        return said.get()
                .deprecationHeader()
                .map(since -> with.withHeader(ContractSunset.DEPRECATION, since))
                .orElse(with);
    }
}
