using Sluice.Cli.Wording;
using Sluice.Definitions.Syntax;
using Sluice.Targets.Messages;

namespace Sluice.Cli.Configuration;

/// <summary>The list <c>messages.routes</c> of the settings file: messages that go elsewhere than to this server's own queues.</summary>
internal static class ConfiguredRoutes
{
    public const string Name = "messages.routes";

    /// <summary>Who gets the messages, and the keys that may stand beside it.</summary>
    private static readonly Dictionary<string, string[]> Backends = new(StringComparer.Ordinal)
    {
        ["webhook"] = ["secret"],
        ["mns"] = ["accessKey"],
        ["rabbitmq"] = ["user", "password"],
    };

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
        var keys = section.Entries(
                item, SettingTexts.RoutesEntry, ["queue", "topic", .. Backends.Keys, .. Backends.Values.SelectMany(beside => beside)])
            .ToDictionary(entry => entry.Key, StringComparer.Ordinal);
        var (queue, topic) = (keys.GetValueOrDefault("queue"), keys.GetValueOrDefault("topic"));
        return (queue ?? topic) is { } name && (queue is null || topic is null)
            ? new MessageRoute(name == topic, section.Text(name), Backend(item, keys, section))
            : throw FileSection.Wrong(item.Position, Form);
    }

    private static MessageBackend Backend(SyntaxNode item, Dictionary<string, MappingEntry> keys, FileSection section)
    {
        if (keys.Values.Where(key => Backends.ContainsKey(key.Key)).ToList() is not [var kind])
        {
            throw FileSection.Wrong(item.Position, Form);
        }

        var needless = Backends.Where(other => other.Key != kind.Key).SelectMany(other => other.Value).FirstOrDefault(keys.ContainsKey);
        if (needless is not null)
        {
            throw FileSection.Wrong(keys[needless].KeyPosition, SettingTexts.FormatNothingBeside(needless, kind.Key));
        }

        return kind.Key switch
        {
            "webhook" => new MessageBackend.Webhook(section.Url(kind), keys.TryGetValue("secret", out var secret) ? section.Text(secret) : null),
            "mns" => new MessageBackend.Service(section.Url(kind), SigningKeys.Read(section, keys.GetValueOrDefault("accessKey")
                ?? throw FileSection.Wrong(kind.KeyPosition, SettingTexts.MnsNeedsKey))),
            _ => Broker(kind, keys, section),
        };
    }

    private static MessageBackend.Rabbit Broker(MappingEntry kind, Dictionary<string, MappingEntry> keys, FileSection section)
    {
        var broker = MessageBackend.Rabbit.Find(section.Text(kind)) ?? throw FileSection.Wrong(kind.Value.Position, SettingTexts.BrokerUrl);
        return broker with
        {
            User = keys.TryGetValue("user", out var user) ? section.Text(user) : broker.User,
            Password = keys.TryGetValue("password", out var password) ? section.Text(password) : broker.Password,
        };
    }
}
