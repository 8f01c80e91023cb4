package org.openstm.kiosk.session.model;

import org.openstm.kiosk.catalog.ItemCatalogue;

/// What happens to the terminal, whatever a session is doing.
public sealed interface TerminalEvent extends SessionEvent {
    record ClockTick() implements TerminalEvent {}

    record EnvironmentChanged(ServiceEnvironment world) implements TerminalEvent {}

    /// Another catalogue is in force; a running session keeps the one it began with.
    record CatalogueChanged(ItemCatalogue catalog) implements TerminalEvent {}

    record TerminalClosed(String reason) implements TerminalEvent {}

    /// The journal cannot be written any more: no session starts, and a citizen filling in a form is told at once.
    record OutOfOrder(String reason) implements TerminalEvent {}

    record TerminalOpened() implements TerminalEvent {}
}
