package org.openstm.conformance;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.openstm.conformance.CheckResult.Outcome;

/// All checks, in the order in which they are made: later ones need what earlier ones left at the central.
final class ConformanceSuite {
    private final URI central;
    private final ConformanceSettings settings;
    private final ContractFile contract = new ContractFile();

    ConformanceSuite(URI central, ConformanceSettings settings) {
        this.central = central;
        this.settings = settings;
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
                    boolean lacksTerminal = !check.id().startsWith("enrolment/") && !terminal.isEnrolled();
                    var result =
                            lacksTerminal ? result(check, Outcome.SKIPPED, "the terminal is not enrolled") : run(check);
                    results.add(result);
                    told.accept(result);
                }
            }
        }
        return results;
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
