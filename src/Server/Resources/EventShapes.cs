using Sluice.Queues.Buses;
using Sluice.Server.OwnApi;

namespace Sluice.Server.Resources;

/// <summary>What buses, events, deliveries and rules look like; <see cref="EventResources"/> and <see cref="EventRuleResources"/> write them.</summary>
internal static class EventShapes
{
    public static IReadOnlyList<string> States { get; } =
        [.. Enum.GetNames<DeliveryState>().Select(name => name.ToLowerInvariant())];

    public static Shape.Members Bus { get; } = Shape.Object(
        "EventBus",
        new Field("name", Shape.Text, "The bus's name."),
        new Field("events", Shape.Whole, "In its log."),
        new Field("last", Shape.Time, "When the last of them was taken.").OrNone,
        new Field("rules", Shape.Whole, "That start flows."),
        new Field("waiting", Shape.Whole, "Deliveries that are being made, or will be."),
        new Field("dead", Shape.Whole, "Dead letters: deliveries that nobody tries any more."));

    public static Shape.Members Put { get; } = Shape.Object(
        "PutEvents",
        new Field(
            "items",
            Shape.ListOf(Shape.Object(
                "PutEvent",
                new Field("source", Shape.Text, "Of the event."),
                new Field("id", Shape.Text, "Of the event."),
                new Field("isNew", Shape.Flag, "False when the bus had an event of this source and id already: it goes nowhere anew."))),
            "One for each event, in their order."));

    public static Shape.Members Logged { get; } = Shape.Object(
        "LoggedEvent",
        new Field("source", Shape.Text, "With the id, what names it in its bus."),
        new Field("id", Shape.Text, "Within its source."),
        new Field("type", Shape.Text, "What has happened."),
        new Field("taken", Shape.Time, "When the bus took it."),
        new Field("event", Shape.AnyObject, "Whole, as CloudEvents 1.0 in JSON."));

    public static Shape.Members Delivery { get; } = Shape.Object(
        "EventDelivery",
        new Field("delivery", Shape.Text, "By which it is replayed."),
        new Field("to", Shape.Text, "The sink's or the rule's name."),
        new Field("flow", Shape.Text, "That the rule starts; absent for a sink.").OrNone,
        new Field("state", Shape.OneOf(States), "A dead letter is tried again only when it is replayed."),
        new Field("attempts", Shape.Whole, "So far."),
        new Field("due", Shape.Time, "When it is tried next, or has been since; only while it waits.").OrNone,
        new Field("changed", Shape.Time, "When something became of it last."),
        new Field("problem", Shape.Text, "Why the last attempt that failed has failed.").OrNone,
        new Field("result", Shape.Text, "What came of it: the execution that was started.").OrNone,
        new Field("source", Shape.Text, "Of the event."),
        new Field("id", Shape.Text, "Of the event."));

    public static Shape.Members Replayed { get; } = Shape.Object(
        "ReplayedEvents",
        new Field("count", Shape.Whole, "Dead letters that are tried again from the beginning, 1,000 at the most."));

    public static Shape.Members Rule { get; } = Shape.Object(
        "EventRule",
        new Field("name", Shape.Text, "Unique in its bus."),
        new Field("flow", Shape.Text, "That each event which matches starts."),
        new Field("pattern", Shape.AnyObject, "Which events are meant."),
        new Field("input", Shape.AnyObject, "What the flow's input is made of; absent for the whole event.").OrNone,
        new Field("enabled", Shape.Flag, "Whether it starts anything."),
        new Field("description", Shape.Text, "What it is for; empty for nothing."),
        new Field("created", Shape.Time, "When it was made."),
        new Field("modified", Shape.Time, "When it was changed last."));

    /// <summary>A CloudEvent in JSON, structured.</summary>
    public static IReadOnlyList<Field> Event { get; } =
    [
        new Field("specversion", Shape.OneOf("1.0"), "Of CloudEvents."),
        new Field("id", Shape.Text, "Unique within its source."),
        new Field("source", Shape.Text, "Where it has happened, a URI or a part of one."),
        new Field("type", Shape.Text, "What has happened."),
        new Field("subject", Shape.Text, "What it has happened to.").OrNone,
        new Field("time", Shape.Time, "When it has happened.").OrNone,
        new Field("datacontenttype", Shape.Text, "What the data is; application/json when it is left out.").OrNone,
        new Field("dataschema", Shape.Text, "A URI of what it has to look like.").OrNone,
        new Field("data", Shape.Anything, "What there is to know.").OrNone,
        new Field("data_base64", Shape.Text, "The same, of what is neither JSON nor text.").OrNone,
    ];
}
