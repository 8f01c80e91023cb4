package org.openstm.device.command;

import java.time.Duration;
import java.util.List;
import org.openstm.device.ChipCardReader;
import org.openstm.device.ChipCardReader.Presence;
import org.openstm.device.ChipCardReader.Reading;
import org.openstm.device.DocumentKey;

/// The commands of [ChipCardReader].
final class ChipCardReaderCommands {
    private static final CommandTimes READING = CommandTimes.withExtra(8000);

    private static final PortCommand<ChipCardReader, Nothing, Reading> READ = new PortCommand<>(
            "ChipCardReader.Read",
            ChipCardReader.class,
            Nothing.class,
            Reading.class,
            READING,
            CommandFaults.failing(Reading.Unreadable.class, Reading.Unreadable::fault, Reading.Unreadable::new),
            (reader, _, patience, _) -> reader.read(patience));

    private static final PortCommand<ChipCardReader, DocumentKey, Reading> READ_DOCUMENT = new PortCommand<>(
            "ChipCardReader.ReadDocument",
            ChipCardReader.class,
            DocumentKey.class,
            Reading.class,
            READING,
            CommandFaults.failing(Reading.Unreadable.class, Reading.Unreadable::fault, Reading.Unreadable::new),
            (reader, key, patience, _) -> reader.readDocument(key, patience));

    private static final PortCommand<ChipCardReader, Nothing, Presence> PRESENCE = new PortCommand<>(
            "ChipCardReader.Presence",
            ChipCardReader.class,
            Nothing.class,
            Presence.class,
            CommandTimes.EXACT,
            CommandFaults.untold((_, _) -> Presence.UNKNOWN),
            (reader, _, _, _) -> reader.presence());

    static final PortDescription<ChipCardReader> PORT = new PortDescription<>(
            ChipCardReader.class, ChipCardReaderProxy::new, List.of(READ, READ_DOCUMENT, PRESENCE));

    private ChipCardReaderCommands() {}

    private record ChipCardReaderProxy(CommandTarget target) implements ChipCardReader, PortProxy {
        @Override
        public Reading read(Duration patience) throws InterruptedException {
            return target.callPort(READ, patience);
        }

        @Override
        public Reading readDocument(DocumentKey key, Duration patience) throws InterruptedException {
            return target.callPort(READ_DOCUMENT, key, patience);
        }

        @Override
        public Presence presence() throws InterruptedException {
            return target.callPort(PRESENCE, CommandTimes.MOMENT);
        }
    }
}
