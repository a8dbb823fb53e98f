using Sluice.Cli.Wording;
using Sluice.Definitions.Syntax;
using Sluice.Targets.Messages;

namespace Sluice.Cli.Configuration;

/// <summary>The list <c>messages.routes</c> of the settings file: messages that go elsewhere than to this server's own queues.</summary>
internal static class ConfiguredRoutes
{
    public const string Name = "messages.routes";

    private static string Form => SettingTexts.RouteForm;

    public static IReadOnlyList<MessageRoute> Read(SyntaxNode list, FileSection section)
    {
        var routes = new List<MessageRoute>();
        if (list is SequenceNode { Items: var items })
        {
            foreach (var item in items)
            {
                section.Attempt(() => routes.Add(ReadRoute(item, section)));
            }
        }
        else
        {
            section.Report(list.Position, SettingTexts.FormatNoSequence(Name, list.KindName));
        }

        return routes;
    }

    private static MessageRoute ReadRoute(SyntaxNode item, FileSection section)
    {
        var keys = section.Entries(item, SettingTexts.RoutesEntry, "queue", "topic", "webhook", "secret", "mns", "accessKey")
            .ToDictionary(entry => entry.Key, StringComparer.Ordinal);
        var (queue, topic) = (keys.GetValueOrDefault("queue"), keys.GetValueOrDefault("topic"));
        return (queue ?? topic) is { } name && (queue is null || topic is null)
            ? new MessageRoute(name == topic, section.Text(name), Backend(item, keys, section))
            : throw FileSection.Wrong(item.Position, Form);
    }

    private static MessageBackend Backend(SyntaxNode item, Dictionary<string, MappingEntry> keys, FileSection section)
    {
        var (webhook, service) = (keys.GetValueOrDefault("webhook"), keys.GetValueOrDefault("mns"));
        if (webhook is null == service is null)
        {
            throw FileSection.Wrong(item.Position, Form);
        }

        if (keys.GetValueOrDefault(webhook is null ? "secret" : "accessKey") is { } needless)
        {
            throw FileSection.Wrong(needless.KeyPosition, SettingTexts.FormatNothingBeside(needless.Key, (webhook ?? service)!.Key));
        }

        return webhook is not null
            ? new MessageBackend.Webhook(section.Url(webhook), keys.TryGetValue("secret", out var secret) ? section.Text(secret) : null)
            : new MessageBackend.Service(section.Url(service!), SigningKeys.Read(section, keys.GetValueOrDefault("accessKey")
                ?? throw FileSection.Wrong(service!.KeyPosition, SettingTexts.MnsNeedsKey)));
    }
}
