package org.openstm.device.driver.receipt.javapos;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import jpos.JposConst;
import jpos.events.ErrorEvent;
import jpos.events.ErrorListener;
import org.openstm.device.Fault;
import org.openstm.device.driver.javapos.JposFaults;
import org.openstm.device.link.Deadline;

/// Receives a service's events, on the service's threads.
final class JposPrinterEvents implements ErrorListener {
    private final Set<Integer> completed = new HashSet<>();
    private Optional<Fault> error = Optional.empty();

    synchronized void clearEvents() {
        completed.clear();
        error = Optional.empty();
    }

    synchronized void recordCompletion(int outputId) {
        completed.add(outputId);
        notifyAll();
    }

    /// Answers with clear: without an answer, a service repeats the print as soon as it can, possibly for the next
    /// person.
    @Override
    public synchronized void errorOccurred(ErrorEvent event) {
        event.setErrorResponse(JposConst.JPOS_ER_CLEAR);
        error = Optional.of(JposFaults.toFault(event.getErrorCode(), event.getErrorCodeExtended(), ""));
        notifyAll();
    }

    synchronized Optional<Fault> lastError() {
        return error;
    }

    /// Waits until all these outputs are complete or an error has come.
    ///
    /// @return whether they are complete
    synchronized boolean awaitOutputs(Collection<Integer> outputs, Deadline until) throws InterruptedException {
        while (error.isEmpty() && !completed.containsAll(outputs) && !until.over()) wait(until.millisLeft());
        return error.isEmpty() && completed.containsAll(outputs);
    }
}
