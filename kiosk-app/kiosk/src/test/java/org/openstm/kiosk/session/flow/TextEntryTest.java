package org.openstm.kiosk.session.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.model.KeyboardState;
import org.openstm.kiosk.session.model.KeyboardState.KeyboardMode;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;

/// A page with a text of 2 to 30 characters; the engines return candidates given by the test.
class TextEntryTest {
    private static final List<KeyboardMode> MODES = List.of(KeyboardMode.values());
    private final Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private final List<SessionEffect> asked = new ArrayList<>();
    private Session session = first();

    private Session first() {
        var idle = Session.initialSession(CatalogueFiles.loadShipped(), false, now);
        var item = idle.catalog().findItem("self-employed/register").orElseThrow();
        return FormFlow.beginForm(idle, ServiceApplication.forItem(item, Optional.empty()))
                .next();
    }

    private void when(SessionEvent... events) {
        for (var event : events) {
            var step = SessionStateMachine.nextStep(session, event, now);
            session = step.next();
            asked.addAll(step.effects());
        }
    }

    private void type(String keys) {
        keys.codePoints().forEach(key -> when(new SessionEvent.PressKey(Character.toString(key))));
    }

    private SessionState.Filling page() {
        return (SessionState.Filling) session.at();
    }

    private String wrong() {
        return page().wrong().map(EntryVerdict.Wrong::text).orElse("");
    }

    @Test
    void letters_become_characters_when_one_is_chosen() {
        type("zhangwei");
        assertEquals("", page().entry());
        assertEquals(new SessionEffect.SuggestCandidates("zhangwei"), asked.getLast());
        when(new SessionEvent.ChooseCandidate(0));
        assertEquals(new SessionEffect.SuggestCandidates("zhangwei"), asked.getLast(), "nothing is offered yet");
        when(
                new SessionEvent.CandidatesSuggested("zhangwei", "zhang wei", List.of("张伟", "张", "章")),
                new SessionEvent.ChooseCandidate(1));
        assertEquals(new SessionEffect.FetchCandidate("zhangwei", 1), asked.getLast());
        when(new SessionEvent.CandidateChosen("zhangwei", "张", "wei"));
        assertEquals("张", page().entry());
        assertEquals("wei", page().keyboard().letters());
        assertEquals(new SessionEffect.SuggestCandidates("wei"), asked.getLast());
        when(
                new SessionEvent.CandidatesSuggested("wei", "wei", List.of("伟")),
                new SessionEvent.PressKey(" "),
                new SessionEvent.CandidateChosen("wei", "伟", ""));
        assertEquals("张伟", page().entry());
        assertFalse(page().keyboard().isComposing());
    }

    @Test
    void a_late_answer_counts_for_nothing() {
        type("zhang");
        when(new SessionEvent.CandidatesSuggested("zhan", "zhan", List.of("站")));
        assertEquals(List.of(), page().keyboard().candidates());
        when(new SessionEvent.CandidateChosen("zhan", "站", ""));
        assertEquals("", page().entry());
        when(
                new SessionEvent.CandidatesSuggested("zhang", "zhang", List.of("张")),
                new SessionEvent.PressKey("w"),
                new SessionEvent.ChooseCandidate(0));
        assertEquals(
                new SessionEffect.SuggestCandidates("zhangw"), asked.getLast(), "the list is on its way to change");
    }

    @Test
    void deleting_takes_the_letters_first_and_then_whole_characters() {
        when(new SessionEvent.SwitchKeyboard(KeyboardMode.PINYIN));
        type("ji");
        when(
                new SessionEvent.CandidatesSuggested("ji", "ji", List.of("𠮷")),
                new SessionEvent.ChooseCandidate(0),
                new SessionEvent.CandidateChosen("ji", "𠮷", ""));
        type("x");
        when(new SessionEvent.Backspace());
        assertEquals("𠮷", page().entry());
        assertFalse(page().keyboard().isComposing());
        when(new SessionEvent.Backspace());
        assertEquals("", page().entry(), "both halves of a rare character");
    }

    @Test
    void nothing_half_done_is_taken_for_an_answer() {
        type("x");
        when(new SessionEvent.GoOn());
        assertEquals("error.composing", wrong());
        when(new SessionEvent.ClearEntry(), new SessionEvent.SwitchKeyboard(KeyboardMode.LETTERS));
        type("a");
        when(new SessionEvent.GoOn());
        assertEquals("error.text-short", wrong());
        when(new SessionEvent.SwitchKeyboard(KeyboardMode.PINYIN));
        type("gs");
        when(
                new SessionEvent.CandidatesSuggested("gs", "g s", List.of("公司")),
                new SessionEvent.ChooseCandidate(0),
                new SessionEvent.CandidateChosen("gs", "公司", ""));
        when(new SessionEvent.GoOn());
        assertEquals("error.text-without", wrong());
    }

    @Test
    void what_does_not_fit_is_said_and_not_cut() {
        when(new SessionEvent.SwitchKeyboard(KeyboardMode.LETTERS));
        type("a".repeat(29));
        when(new SessionEvent.SwitchKeyboard(KeyboardMode.PINYIN));
        type("gs");
        when(
                new SessionEvent.CandidatesSuggested("gs", "g s", List.of("故事")),
                new SessionEvent.ChooseCandidate(0),
                new SessionEvent.CandidateChosen("gs", "故事", ""));
        assertEquals("a".repeat(29), page().entry());
        assertEquals("error.text-full", wrong());
        assertEquals("gs", page().keyboard().letters(), "a shorter one can still be chosen");
    }

    @Test
    void strokes_become_a_character_and_can_be_taken_back() {
        when(new SessionEvent.SwitchKeyboard(KeyboardMode.HANDWRITING));
        var across = new SessionState.PenStroke(List.of(60, 300, 540, 300));
        when(
                new SessionEvent.DrawStroke(across),
                new SessionEvent.DrawStroke(new SessionState.PenStroke(List.of(-9, 9999, 300, Integer.MAX_VALUE, 7))));
        var ink = page().keyboard().ink();
        assertEquals(List.of(0, 600, 300, 600), ink.getLast().points(), "whatever a finger sends lies in the square");
        when(new SessionEvent.EraseStroke());
        assertEquals(new SessionEffect.RecogniseStrokes(List.of(across)), asked.getLast());
        when(new SessionEvent.StrokesRecognised(ink, List.of("卜")));
        assertEquals(List.of(), page().keyboard().candidates(), "of strokes that are gone");
        when(
                new SessionEvent.StrokesRecognised(List.of(across), List.of("一", "二")),
                new SessionEvent.ChooseCandidate(1));
        assertEquals("二", page().entry());
        assertTrue(page().keyboard().ink().isEmpty());
        for (int n = 0; n < 100; n++) when(new SessionEvent.DrawStroke(across));
        assertEquals(40, page().keyboard().ink().size());
        when(new SessionEvent.ClearInk());
        assertFalse(page().keyboard().isComposing());
    }

    @Test
    void without_pinyin_the_letters_are_letters() {
        session = session.withEnvironment(
                new ServiceEnvironment(true, Set.of(), Set.of("pinyin"), Set.of(), false, false));
        type("ab");
        assertEquals("ab", page().entry(), "no answer would ever come");
    }

    @Test
    void every_candidate_stands_on_one_page_and_only_there() {
        var random = new Random(Seeds.next());
        for (int n = 0; n < 500; n++) {
            var candidates = new ArrayList<String>();
            for (int c = random.nextInt(60); c > 0; c--) candidates.add("字".repeat(1 + random.nextInt(12)));
            var keyboard = new KeyboardState(KeyboardMode.PINYIN, false, "x", "x", candidates, 0, false, List.of());
            for (var large : List.of(true, false)) {
                var places = keyboard.candidatePages(large).stream()
                        .flatMap(List::stream)
                        .toList();
                assertEquals(places.stream().sorted().distinct().toList(), places);
                assertEquals(candidates.stream().filter(c -> c.length() <= 10).count(), places.size());
                assertTrue(keyboard.candidatePages(large).stream().noneMatch(List::isEmpty));
            }
        }
    }

    @Test
    void whatever_comes_the_entry_stays_within_its_rules() {
        long seed = Seeds.next();
        var random = new Random(seed);
        var hostile = List.of(
                "", "\u0000", "\ud842", "\udfb7", "\u202e", "\ue000", "\ufe0f", "🙂", "ab", "张伟", "𠮷", "·", " ");
        for (int n = 0; n < 20_000 && session.at() instanceof SessionState.Filling; n++) {
            var letters = page().keyboard().letters();
            when(
                    switch (random.nextInt(9)) {
                        case 0 -> new SessionEvent.PressKey(hostile.get(random.nextInt(hostile.size())));
                        case 1 -> new SessionEvent.CandidatesSuggested(letters, letters, hostile);
                        case 2 ->
                            new SessionEvent.CandidateChosen(letters, hostile.get(random.nextInt(hostile.size())), "");
                        case 3 -> new SessionEvent.ChooseCandidate(random.nextInt(20) - 3);
                        case 4 -> new SessionEvent.SwitchKeyboard(MODES.get(random.nextInt(MODES.size())));
                        case 5 ->
                            new SessionEvent.StrokesRecognised(page().keyboard().ink(), hostile);
                        case 6 ->
                            new SessionEvent.DrawStroke(
                                    new SessionState.PenStroke(List.of(random.nextInt(), random.nextInt())));
                        case 7 ->
                            random.nextInt(4) == 0
                                    ? new SessionEvent.Backspace()
                                    : new SessionEvent.TurnCandidates(random.nextInt());
                        default -> new SessionEvent.PressKey(Character.toString('a' + random.nextInt(26)));
                    });
            var entry = page().entry();
            assertTrue(entry.codePointCount(0, entry.length()) <= 30, "seed " + seed);
            assertTrue(
                    entry.codePoints()
                            .noneMatch(c -> c < ' ' || Character.isSurrogate((char) c) && c < 0x10000 || c == 0xe000),
                    "seed " + seed);
        }
    }
}
