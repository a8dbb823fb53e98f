using Sluice.Cli.Wording;
using Sluice.Definitions.Syntax;
using Sluice.Events;
using Sluice.Model.Json;
using Sluice.Targets.Events;

namespace Sluice.Cli.Configuration;

/// <summary>The list <c>events.sinks</c> of the settings file: who gets the events of buses besides their logs.</summary>
internal static class ConfiguredSinks
{
    public const string Name = "events.sinks";

    public static IReadOnlyList<SinkRule> Read(SyntaxNode list, FileSection section)
    {
        var sinks = new List<SinkRule>();
        if (list is not SequenceNode { Items: var items })
        {
            section.Report(list.Position, SettingTexts.FormatNoSequence(Name, list.KindName));
            return sinks;
        }

        foreach (var item in items)
        {
            section.Attempt(() => sinks.Add(ReadSink(item, section, sinks)));
        }

        return sinks;
    }

    private static SinkRule ReadSink(SyntaxNode item, FileSection section, List<SinkRule> before)
    {
        var keys = section.Entries(item, SettingTexts.SinksEntry, "name", "bus", "webhook", "secret", "attempts", "inOrder")
            .ToDictionary(entry => entry.Key, StringComparer.Ordinal);
        if (!keys.TryGetValue("name", out var name) || !keys.TryGetValue("bus", out var bus) || !keys.TryGetValue("webhook", out var webhook))
        {
            throw FileSection.Wrong(item.Position, SettingTexts.SinkForm);
        }

        return new SinkRule(
            ReadName(name, section, before),
            section.Text(bus),
            new SinkBackend.Webhook(section.Url(webhook), keys.TryGetValue("secret", out var secret) ? section.Text(secret) : null))
        {
            Attempts = keys.TryGetValue("attempts", out var attempts)
                ? section.Number(attempts, 1, SinkRule.MostAttempts)
                : SinkRule.UsualAttempts,
            IsInOrder = keys.TryGetValue("inOrder", out var order) && ReadFlag(order, section),
        };
    }

    private static string ReadName(MappingEntry entry, FileSection section, List<SinkRule> before)
    {
        var name = section.Text(entry);
        return !BusName.IsName(name) ? throw FileSection.Wrong(entry.Value.Position, SettingTexts.SinkName)
            : before.Exists(sink => sink.Name == name) ? throw FileSection.Wrong(entry.Value.Position, SettingTexts.FormatSinkTwice(name))
            : name;
    }

    private static bool ReadFlag(MappingEntry entry, FileSection section) => section.Scalar(entry).Value is JsonBoolean flag
        ? flag.Value
        : throw FileSection.Wrong(entry.Value.Position, SettingTexts.FormatMustBe(entry.Key, SettingTexts.TrueOrFalse));
}
