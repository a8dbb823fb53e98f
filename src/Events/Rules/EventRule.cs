using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sluice.Definitions;
using Sluice.Definitions.StateMachine;
using Sluice.Events.Patterns;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Queues.Buses;

namespace Sluice.Events.Rules;

/// <summary>What a rule says, as it is written.</summary>
/// <param name="Pattern">Which events are meant; JSON or YAML.</param>
/// <param name="Flow">That each of them starts.</param>
/// <param name="Input">A template of its input, likewise; null for the whole event.</param>
public sealed record EventRuleText(string Pattern, string Flow, string? Input, bool IsEnabled, string Description)
{
    public byte[] Encode() => JsonPayload.Of(JsonObject.Of(
        ("pattern", JsonValue.Of(Pattern)),
        ("flow", JsonValue.Of(Flow)),
        ("input", Input is null ? JsonValue.Null : JsonValue.Of(Input)),
        ("enabled", JsonValue.Of(IsEnabled)),
        ("description", JsonValue.Of(Description)))).Utf8.ToArray();

    public static EventRuleText Decode(byte[] stored)
    {
        var value = (JsonObject)JsonPayload.FromStored(stored).Value;
        return new(
            Text("pattern")!, Text("flow")!, Text("input"), value.Get("enabled") is JsonBoolean { Value: true }, Text("description")!);

        string? Text(string name) => (value.Get(name) as JsonString)?.Value;
    }
}

/// <summary>A rule that was read: which events start its flow, and with what.</summary>
public sealed class EventRule
{
    private readonly EventPattern _pattern;
    private readonly InputTemplate? _input;
    private readonly Limits _limits;

    private EventRule(string name, EventRuleText text, EventPattern pattern, InputTemplate? input, Limits limits) =>
        (Name, Text, _pattern, _input, _limits) = (name, text, pattern, input, limits);

    public string Name { get; }

    /// <summary>In JSON.</summary>
    public EventRuleText Text { get; }

    /// <exception cref="EventException"><c>InvalidArgument</c> with the place of what is wrong.</exception>
    public static EventRule Read(string name, EventRuleText text, Limits limits)
    {
        BusName.Check("The rule's name", name);
        var pattern = EventPattern.Read(text.Pattern);
        var input = text.Input is { } template ? ReadInput(name, template, limits) : null;
        return new EventRule(name, text with { Pattern = pattern.Json, Input = input?.Json }, pattern, input, limits);
    }

    public bool Matches(TakenEvent taken) => Text.IsEnabled && _pattern.Matches((JsonObject)taken.Body.Value);

    /// <summary>The start that is owed for an event that it matches.</summary>
    public NewDelivery Delivery(TakenEvent taken, DateTimeOffset now)
    {
        var delivery = new NewDelivery(FlowSink.Lane, Name, Text.Flow);
        if (_input is null)
        {
            return delivery;
        }

        return _input.Build(taken.Body, now, SeedOf(taken), _limits).TryGet(out var input, out var failure)
            ? delivery with { Input = input.Utf8.ToArray() }
            : delivery with { Problem = $"{failure.Code}: {failure.Cause}" };
    }

    private static InputTemplate ReadInput(string name, string text, Limits limits)
    {
        var input = InputTemplate.Read($"Rule '{name}'", text, limits, out var problems);
        if (input is not null)
        {
            return input;
        }

        var wrong = problems.First(problem => problem.Severity == DiagnosticSeverity.Error);
        var hint = wrong.Hint is { } given ? $" {given}" : "";
        throw EventException.InvalidArgument("input", $"{wrong.Position}: {wrong.Message}{hint}".TrimEnd('.'));
    }

    /// <summary>The same for the same event.</summary>
    private UInt128 SeedOf(TakenEvent taken) => BinaryPrimitives.ReadUInt128LittleEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Name}\n{taken.Source}\n{taken.Id}")));
}
