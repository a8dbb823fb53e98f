using FsCheck;
using FsCheck.Fluent;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Model.Tests;

/// <summary>Made-up values for properties, from plain to odd.</summary>
internal static class Some
{
    /// <summary>Any well-formed text: controls, quotes, the first plane and those above it.</summary>
    public static Gen<string> Text { get; } = Gen.OneOf(
            Gen.Choose(0x20, 0x7E),
            Gen.Choose(0x00, 0x9F),
            Gen.Elements((int)'"', '\\', '/', 0x7F, 0x2028, 0xFEFF, 0xFFFD, 0xFFFF, 0xE000),
            Gen.Choose(0xA0, 0xD7FF),
            Gen.Choose(0x10000, 0x10FFFF))
        .ArrayOf()
        .Select(codes => string.Concat(codes.Select(char.ConvertFromUtf32)));

    public static Gen<long> Integer { get; } = Gen.OneOf(
        Gen.Choose(-10, 10).Select(small => (long)small),
        ArbMap.Default.GeneratorFor<long>(),
        Gen.Elements(long.MinValue, long.MinValue + 1, long.MaxValue - 1, long.MaxValue, 1L << 53, (1L << 53) + 1));

    public static Gen<double> Real { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<NormalFloat>().Select(normal => normal.Get),
        ArbMap.Default.GeneratorFor<long>().Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite),
        Integer.Select(integer => (double)integer),
        Gen.Elements(-0.0, 0.1, double.Epsilon, double.MaxValue, Math.ScaleB(1, 63), -Math.ScaleB(1, 63)));

    public static Gen<JsonNumber> Number { get; } = Gen.OneOf(
        Integer.Select(integer => new JsonNumber(integer)), Real.Select(real => new JsonNumber(real)));

    /// <summary>Few enough different names that objects often share some.</summary>
    public static Gen<string> Name { get; } = Gen.OneOf(Gen.Elements("a", "b", "c", ""), Text);

    public static Gen<JsonValue> Value { get; } = Gen.Sized(OfSize);

    public static Gen<JsonObject> Object { get; } = Gen.Sized(size => ObjectOf(size / 2));

    public static Gen<JsonPayload> Payload { get; } = Value.Select(JsonPayload.Of);

    /// <summary>One to a few events with consecutive numbers.</summary>
    public static Gen<HistoryEvent[]> Events { get; } =
        from first in Gen.Choose(1, 6000)
        from events in Event.NonEmptyListOf()
        select events.Select((item, i) => item with { Id = first + i, CauseId = (first + i) / 2 }).ToArray();

    private static Gen<HistoryEvent> Event =>
        from type in Gen.Elements(Enum.GetValues<EventType>())
        from step in Name
        from milliseconds in Gen.Choose(0, int.MaxValue)
        from members in Name.Zip(Payload).ArrayOf()
        select new HistoryEvent(
            1, 0, type, step, DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000 + milliseconds),
            new EventDetail([.. members.Select(member => (member.Item1, member.Item2))]));

    private static Gen<JsonValue> OfSize(int size) => size <= 1
        ? Scalar
        : Gen.Frequency(
            (2, Scalar),
            (1, OfSize(size / 3).ArrayOf().Resize(4).Select(JsonValue (items) => new JsonArray(items))),
            (1, ObjectOf(size / 3).Select(JsonValue (members) => members)));

    private static Gen<JsonObject> ObjectOf(int size) =>
        from members in Name.Zip(OfSize(size)).ArrayOf().Resize(6)
        select JsonObject.Of([.. members.Select(member => KeyValuePair.Create(member.Item1, member.Item2))]);

    private static Gen<JsonValue> Scalar => Gen.OneOf(
        Gen.Elements<JsonValue>(JsonValue.Null, JsonValue.True, JsonValue.False),
        Number.Select(JsonValue (number) => number),
        Text.Select(JsonValue (text) => JsonValue.Of(text)));
}
