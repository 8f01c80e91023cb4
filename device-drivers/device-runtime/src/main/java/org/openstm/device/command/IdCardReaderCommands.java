package org.openstm.device.command;

import java.time.Duration;
import java.util.List;
import org.openstm.device.IdCardReader;
import org.openstm.device.IdCardReader.Presence;
import org.openstm.device.IdCardReader.Reading;

/// The commands of [IdCardReader].
final class IdCardReaderCommands {
    private static final PortCommand<IdCardReader, Nothing, Reading> READ = new PortCommand<>(
            "IdCardReader.Read",
            IdCardReader.class,
            Nothing.class,
            Reading.class,
            CommandTimes.withExtra(3000),
            CommandFaults.failing(Reading.Unreadable.class, Reading.Unreadable::fault, Reading.Unreadable::new),
            (reader, _, patience, _) -> reader.read(patience));

    private static final PortCommand<IdCardReader, Nothing, Presence> PRESENCE = new PortCommand<>(
            "IdCardReader.Presence",
            IdCardReader.class,
            Nothing.class,
            Presence.class,
            CommandTimes.EXACT,
            CommandFaults.untold((_, _) -> Presence.UNKNOWN),
            (reader, _, _, _) -> reader.presence());

    static final PortDescription<IdCardReader> PORT =
            new PortDescription<>(IdCardReader.class, IdCardReaderProxy::new, List.of(READ, PRESENCE));

    private IdCardReaderCommands() {}

    private record IdCardReaderProxy(CommandTarget target) implements IdCardReader, PortProxy {
        @Override
        public Reading read(Duration patience) throws InterruptedException {
            return target.callPort(READ, patience);
        }

        @Override
        public Presence presence() throws InterruptedException {
            return target.callPort(PRESENCE, CommandTimes.MOMENT);
        }
    }
}
