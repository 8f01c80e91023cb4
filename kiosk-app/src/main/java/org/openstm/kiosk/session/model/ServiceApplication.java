package org.openstm.kiosk.session.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.form.FormAnswers;
import org.openstm.kiosk.form.PageCondition;

/// One citizen's way through one item.
///
/// @param labels words of answers whose options came from the centre
/// @param known what a back system already knows
/// @param factors proofs of identity so far: `id-card`, `social-security-card`, `app-code-L1` to `app-code-L3`,
/// `sms-code`, `staff-code`,
///     `simulated-match`
/// @param person whose case it is
/// @param acting who hands it in, when that is somebody else
/// @param carried fields whose answers were told for an earlier item of this visit, and not asked again
/// @param signature strokes with which the citizen signed these answers; empty until then
/// @param brought from another channel, where the case was begun
/// @param pictures that were taken for it, by digest; an answer names the one that is meant
public record ServiceApplication(
        Item item,
        Optional<IdentifiedPerson> person,
        Optional<ActingPerson> acting,
        FormAnswers answers,
        Map<String, LocalizedText> labels,
        Map<String, String> known,
        Set<String> factors,
        Set<String> carried,
        List<SessionState.PenStroke> signature,
        Optional<ResumedCase> brought,
        Map<String, CapturedImage> pictures) {
    public ServiceApplication {
        labels = Map.copyOf(labels);
        known = Map.copyOf(known);
        factors = Set.copyOf(factors);
        carried = Set.copyOf(carried);
        signature = List.copyOf(signature);
        pictures = Map.copyOf(pictures);
    }

    public static ServiceApplication forItem(Item item, Optional<IdentifiedPerson> person) {
        return new ServiceApplication(
                item,
                person,
                Optional.empty(),
                FormAnswers.NONE,
                Map.of(),
                Map.of(),
                person.map(IdentifiedPerson::factor).map(Set::of).orElse(Set.of()),
                Set.of(),
                List.of(),
                Optional.empty(),
                Map.of());
    }

    /// On the way for somebody else, whose card is still to be laid.
    ///
    /// @param visitor who stands there, if that is known already
    public static ServiceApplication forItemInRole(
            Item item, RepresentativeRole role, Optional<IdentifiedPerson> visitor) {
        var road = forItem(item, Optional.empty());
        var acting = road.withActing(new ActingPerson(role, visitor));
        // an organisation has no card: it is the visitor who is proved
        return role == RepresentativeRole.ORGANISATION && visitor.isPresent()
                ? acting.withFactor(visitor.get().factor())
                : acting;
    }

    public ServiceApplication withActing(ActingPerson other) {
        return withChanges(draft -> draft.acting = Optional.of(other));
    }

    /// Whether the next card is the one of who stands there, and not of whose case it is.
    public boolean needsVisitorCard() {
        return acting.isPresent() && acting.get().who().isEmpty();
    }

    /// On the way for an organisation.
    public boolean isForOrganisation() {
        return acting.filter(a -> a.role() == RepresentativeRole.ORGANISATION).isPresent();
    }

    /// Who stands there.
    public Optional<IdentifiedPerson> visitor() {
        return acting.isEmpty() ? person : acting.get().who();
    }

    public ServiceApplication withPerson(IdentifiedPerson who) {
        return withChanges(draft -> {
            draft.person = Optional.of(who);
            draft.factors = factorsWith(who.factor());
        });
    }

    public ServiceApplication withAnswer(String name, String value) {
        return withChanges(draft -> draft.answers = answers.withAnswer(name, value));
    }

    public ServiceApplication withAnswer(String name, String value, LocalizedText label) {
        var more = new HashMap<>(labels);
        more.put(name, label);
        return withChanges(draft -> {
            draft.answers = answers.withAnswer(name, value);
            draft.labels = more;
        });
    }

    /// An answer was taken back, and with it those that hung on it.
    public ServiceApplication withoutAnswer(String name) {
        return withChanges(draft -> draft.answers = answers.withoutAnswer(name));
    }

    /// Answers that an earlier item of this visit has brought.
    public ServiceApplication withCarriedAnswers(CarriedAnswers told) {
        var road = this;
        var names = new HashSet<String>();
        for (var page : item.pages()) {
            var field = page.fields().getFirst();
            var answer = told.findAnswer(field).orElse(null);
            if (answer == null || !(page.when() instanceof PageCondition.Always)) continue;
            names.add(field.name());
            road = answer.label().equals(LocalizedText.NONE)
                    ? road.withAnswer(field.name(), answer.value())
                    : road.withAnswer(field.name(), answer.value(), answer.label());
        }
        return road.withChanges(draft -> draft.carried = names);
    }

    public ServiceApplication withKnownValues(Map<String, String> values) {
        return withChanges(draft -> draft.known = values);
    }

    /// The answer of a message code's field is no longer the one that was proved.
    public ServiceApplication withoutFactor(String factor) {
        var less = new HashSet<>(factors);
        less.remove(factor);
        return withChanges(draft -> draft.factors = less);
    }

    public ServiceApplication withFactor(String factor) {
        return withChanges(draft -> draft.factors = factorsWith(factor));
    }

    /// With what was answered in another channel.
    public ServiceApplication withResumedCase(ResumedCase other, Map<String, String> given) {
        var road = withChanges(draft -> {
            draft.answers = FormAnswers.NONE;
            draft.brought = Optional.of(other);
        });
        for (var answer : given.entrySet()) road = road.withAnswer(answer.getKey(), answer.getValue());
        return road;
    }

    /// As a case that begins anew.
    public ServiceApplication withoutResumedCase() {
        return withChanges(draft -> draft.brought = Optional.empty());
    }

    public ServiceApplication withSignature(List<SessionState.PenStroke> strokes) {
        return withChanges(draft -> draft.signature = strokes);
    }

    /// A picture was taken, and is looked at; earlier ones that no answer means are gone.
    public ServiceApplication withPicture(CapturedImage picture) {
        var meant = new HashMap<String, CapturedImage>();
        for (var answer : answers.given().values()) {
            var still = pictures.get(answer);
            if (still != null) meant.put(answer, still);
        }
        meant.put(picture.sha256(), picture);
        return withChanges(draft -> draft.pictures = meant);
    }

    /// The pictures that the answers mean, by the name of their field.
    public Map<String, CapturedImage> submittedPictures() {
        var all = new LinkedHashMap<String, CapturedImage>();
        for (var field : item.fieldsByName().values()) {
            if (!field.kind().isPicture()) continue;
            answers.findAnswer(field.name()).map(pictures::get).ifPresent(still -> all.put(field.name(), still));
        }
        return all;
    }

    /// As another channel gets it: pictures stay here, and are taken there anew.
    public ServiceApplication withoutPictures() {
        var road = this;
        for (var name : submittedPictures().keySet()) road = road.withoutAnswer(name);
        return road;
    }

    private Set<String> factorsWith(String factor) {
        var more = new HashSet<>(factors);
        more.add(factor);
        return more;
    }

    /// Steps that the citizen sees: notice, identity, one a page, check. Skipped pages do not change it.
    public int stepCount() {
        return 3 + item.pages().size();
    }

    /// The same way, but for what is changed in its draft.
    private ServiceApplication withChanges(Consumer<ApplicationDraft> change) {
        var draft = new ApplicationDraft(this);
        change.accept(draft);
        return draft.toApplication(item);
    }

    private static final class ApplicationDraft {
        Optional<IdentifiedPerson> person;
        Optional<ActingPerson> acting;
        FormAnswers answers;
        Map<String, LocalizedText> labels;
        Map<String, String> known;
        Set<String> factors;
        Set<String> carried;
        List<SessionState.PenStroke> signature;
        Optional<ResumedCase> brought;
        Map<String, CapturedImage> pictures;

        ApplicationDraft(ServiceApplication road) {
            person = road.person;
            acting = road.acting;
            answers = road.answers;
            labels = road.labels;
            known = road.known;
            factors = road.factors;
            carried = road.carried;
            signature = road.signature;
            brought = road.brought;
            pictures = road.pictures;
        }

        ServiceApplication toApplication(Item item) {
            return new ServiceApplication(
                    item, person, acting, answers, labels, known, factors, carried, signature, brought, pictures);
        }
    }
}
