package org.openstm.kiosk.reference.pages;

import java.time.InstantSource;
import java.util.Optional;
import org.openstm.kiosk.reference.access.IdentityRegister;
import org.openstm.kiosk.reference.cases.PaymentService;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.SimulatedOutages;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.ReportQueries;
import org.openstm.kiosk.reference.terminals.CommandQueue;
import org.openstm.kiosk.reference.terminals.HelpCalls;
import org.openstm.kiosk.reference.terminals.ProcessDataReports;

/// Read-only pages on the operation of the province. They name cases by number, never persons.
public final class MonitoringPages {
    /// Paths of the pages for people, and of the page behind the code of a slip.
    public static final String STYLE = "/pages.css";

    private final OverviewPage overview;
    private final BranchPages branches;
    private final TerminalPage terminals;
    private final ProcessDataPages processDataPages;
    private final RatingsPage ratings;
    private final IdentityCheckPage identityChecks;

    public MonitoringPages(
            ReportQueries reports,
            CommandQueue commands,
            ProcessDataReports processData,
            PaymentService payments,
            HelpCalls helpCalls,
            IdentityRegister identities,
            DemoProvince demo,
            SimulatedOutages outages,
            InstantSource clock) {
        var links = new PageLinks(demo);
        var states = new TerminalStates(reports, clock);
        this.overview = new OverviewPage(reports, payments, demo, outages, states, links, clock);
        this.branches = new BranchPages(reports, helpCalls, demo, states, clock);
        this.terminals = new TerminalPage(reports, commands, demo, states, links);
        this.processDataPages = new ProcessDataPages(processData, links, clock);
        this.ratings = new RatingsPage(reports, demo, links);
        this.identityChecks = new IdentityCheckPage(identities, links, clock);
    }

    /// Empty if the path is no page.
    public Optional<ServerResponse> servePage(ServerRequest request) {
        var parts = request.pathParts();
        String first = parts.getFirst();
        if (request.method().equals("POST") && parts.size() == 2 && first.equals("branches"))
            return Optional.of(branches.answerCall(parts.get(1), request));
        if (request.method().equals("POST") && parts.size() == 1 && first.equals("identities"))
            return Optional.of(identityChecks.confirmIdentityCheck(request));
        if (!request.method().equals("GET")) return Optional.empty();
        if (parts.size() == 1) {
            return switch (first) {
                case "" -> Optional.of(overview.overviewPage());
                case "branches" -> Optional.of(branches.branchListPage());
                case "process" -> Optional.of(processDataPages.processDataPage());
                case "ratings" -> Optional.of(ratings.ratingsPage());
                case "identities" -> Optional.of(identityChecks.uncheckedCasesPage());
                case "call.wav" -> Optional.of(HtmlFragment.guardedResponse(200, "audio/wav", CallSound.toWav()));
                case "pages.css" -> Optional.of(MonitoringLayout.styleSheet());
                default -> Optional.empty();
            };
        }
        if (parts.size() == 3 && first.equals("process"))
            return Optional.of(processDataPages.itemProcessDataPage(parts.get(1) + "/" + parts.get(2)));
        if (parts.size() == 2 && first.equals("branches")) return Optional.of(branches.branchPage(parts.get(1)));
        if (parts.size() == 2 && first.equals("terminals")) return Optional.of(terminals.terminalPage(parts.get(1)));
        return Optional.empty();
    }
}
