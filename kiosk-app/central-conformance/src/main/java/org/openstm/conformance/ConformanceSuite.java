package org.openstm.conformance;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.openstm.conformance.checks.CaseChecks;
import org.openstm.conformance.checks.CheckResult;
import org.openstm.conformance.checks.CheckResult.Outcome;
import org.openstm.conformance.checks.ContractCheck;
import org.openstm.conformance.checks.DocumentChecks;
import org.openstm.conformance.checks.EnrolmentChecks;
import org.openstm.conformance.checks.FileChecks;
import org.openstm.conformance.checks.IdentityChecks;
import org.openstm.conformance.checks.MessageCodeChecks;
import org.openstm.conformance.checks.PaymentChecks;
import org.openstm.conformance.checks.ReadChecks;
import org.openstm.conformance.checks.SignatureChecks;
import org.openstm.conformance.checks.TerminalChecks;
import org.openstm.conformance.checks.TestSession;
import org.openstm.conformance.checks.TransferChecks;
import org.openstm.conformance.terminal.CheckSkipped;
import org.openstm.conformance.terminal.ConformanceSettings;
import org.openstm.conformance.terminal.ContractBreach;
import org.openstm.conformance.terminal.ContractFile;
import org.openstm.conformance.terminal.Enrolment;
import org.openstm.conformance.terminal.OtherTerminal;
import org.openstm.conformance.terminal.TestTerminal;

/// All checks, in the order in which they are made: later ones of a group need what earlier ones left at the central.
public final class ConformanceSuite {
    /// In the order in which they are made.
    public static final List<String> GROUPS = List.of(
            "enrolment",
            "signature",
            "identity",
            "case",
            "file",
            "read",
            "document",
            "hand-over",
            "payment",
            "terminal",
            "message-code");

    private final URI central;
    private final ConformanceSettings settings;
    private final Set<String> only;
    private final ContractFile contract = new ContractFile();

    ConformanceSuite(URI central, ConformanceSettings settings) {
        this(central, settings, Set.of());
    }

    /// @param only groups to make; empty means all. The terminal is enrolled for each.
    ConformanceSuite(URI central, ConformanceSettings settings, Set<String> only) {
        this.central = central;
        this.settings = settings;
        this.only = Set.copyOf(only);
    }

    String version() {
        return contract.version();
    }

    /// @param told each result as it comes
    List<CheckResult> run(Consumer<CheckResult> told) throws InterruptedException {
        var results = new ArrayList<CheckResult>();
        try (var terminal = new TestTerminal(central, contract, settings.terminal());
                var other = settings.otherTerminal()
                        .map(number -> new OtherTerminal(new TestTerminal(central, contract, number), settings))
                        .orElse(null)) {
            var enrolment = new Enrolment(terminal, settings.pairing());
            var session = new TestSession(terminal, Optional.ofNullable(other), settings);
            for (var group : List.of(
                    new EnrolmentChecks(enrolment, terminal).checks(),
                    new SignatureChecks(session).checks(),
                    new IdentityChecks(session).checks(),
                    new CaseChecks(session).checks(),
                    new FileChecks(session).checks(),
                    new ReadChecks(session).checks(),
                    new DocumentChecks(session).checks(),
                    new TransferChecks(session).checks(),
                    new PaymentChecks(session).checks(),
                    new TerminalChecks(session).checks(),
                    new MessageCodeChecks(session).checks())) {
                for (var check : group) {
                    if (!isWanted(check)) continue;
                    boolean lacksTerminal = !check.group().equals("enrolment") && !terminal.isEnrolled();
                    var result =
                            lacksTerminal ? result(check, Outcome.SKIPPED, "the terminal is not enrolled") : run(check);
                    results.add(result);
                    told.accept(result);
                }
            }
        }
        return results;
    }

    private boolean isWanted(ContractCheck check) {
        return only.isEmpty() || only.contains(check.group()) || check.id().equals(EnrolmentChecks.ENROLS);
    }

    private static CheckResult run(ContractCheck check) throws InterruptedException {
        try {
            check.probe().run();
            return result(check, Outcome.PASSED, "");
        } catch (ContractBreach breach) {
            return result(check, Outcome.FAILED, String.valueOf(breach.getMessage()));
        } catch (CheckSkipped skipped) {
            return result(check, Outcome.SKIPPED, String.valueOf(skipped.getMessage()));
        } catch (ConnectException nobody) {
            return result(check, Outcome.FAILED, "nobody listens there");
        } catch (IOException broken) {
            return result(check, Outcome.FAILED, "no answer: " + broken.getMessage());
        }
    }

    private static CheckResult result(ContractCheck check, Outcome outcome, String came) {
        return new CheckResult(check.id(), check.section(), check.expected(), outcome, came);
    }
}
