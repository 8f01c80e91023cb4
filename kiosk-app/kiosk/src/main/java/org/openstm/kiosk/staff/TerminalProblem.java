package org.openstm.kiosk.staff;

/// What may be wrong with the terminal itself, where neither a device nor a case is the reason. The text stands in
/// `stm status` and in the texts of the staff screens: it stays when a constant is renamed.
public enum TerminalProblem {
    DISK_BROKEN("disk-broken", TerminalStatus.TaskOwner.ENGINEER),
    LINE_DOWN("line-down", TerminalStatus.TaskOwner.CENTRE),
    PART_FAILING("part-failing", TerminalStatus.TaskOwner.ENGINEER),
    SYSTEM_DOWN("system-down", TerminalStatus.TaskOwner.CENTRE);

    private final String text;
    private final TerminalStatus.TaskOwner owner;

    TerminalProblem(String text, TerminalStatus.TaskOwner owner) {
        this.text = text;
        this.owner = owner;
    }

    public String text() {
        return text;
    }

    /// @param id id on the screen
    /// @param about what it concerns: a name that staff's texts know, or one of its own
    /// @param detail for engineers, in English
    public TerminalStatus.StatusTask task(String id, String about, String detail, int affected, boolean stops) {
        return new TerminalStatus.StatusTask(id, text, about, owner, detail, affected, stops);
    }
}
