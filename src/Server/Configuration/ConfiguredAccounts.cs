using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Server.Accounts;
using Sluice.Server.Administration;
using Sluice.Server.Authentication;
using Sluice.Server.Hosting;

namespace Sluice.Server.Configuration;

/// <summary>The section <c>accounts</c> of the settings file: users, keys and roles by account.</summary>
internal sealed class ConfiguredAccounts
{
    public const string Section = "accounts";

    /// <summary>Nobody else can have this name: it is not one that can be given.</summary>
    private const string FirstOwner = "@owner";

    private readonly SettingValues _values;
    private AccessState _state = AccessState.Empty;

    private ConfiguredAccounts(SettingValues values) => _values = values;

    /// <param name="key">The key pair of the settings, which belongs to an owner of the first account; null for
    /// none.</param>
    /// <exception cref="StartException">Something in it cannot be, with its place.</exception>
    public static AccessState Read(SettingValues values, AccessKey? key)
    {
        var reading = new ConfiguredAccounts(values);
        if (key is not null)
        {
            var owner = new User(AccountId.Default, FirstOwner, IsOwner: true, PolicyList.Empty, IsConfigured: true);
            reading._state = reading._state.With(owner).With(new KeyEntry(
                key.Id,
                key.Secret,
                owner.Account,
                owner.Name,
                IsEnabled: true,
                DateTimeOffset.UnixEpoch,
                IsConfigured: true));
        }

        foreach (var account in reading.Entries(values.File.Accounts, Section))
        {
            var id = reading.Checked(account.KeyPosition, () => AccountId.Parse("Account", account.Key));
            foreach (var part in reading.Entries(account.Value, account.Key, "users", "roles"))
            {
                foreach (var entry in reading.Entries(part.Value, part.Key))
                {
                    reading.Checked(entry.KeyPosition, () => AccessNames.Check(part.Key, entry.Key));
                    reading._state = part.Key == "users" ? reading.ReadUser(id, entry) : reading.ReadRole(id, entry);
                }
            }
        }

        return reading._state;
    }

    private AccessState ReadUser(AccountId account, MappingEntry entry)
    {
        var (isOwner, policies, keys) = (false, PolicyList.Empty, default(SyntaxNode));
        foreach (var member in Entries(entry.Value, entry.Key, "owner", "policies", "accessKeys"))
        {
            switch (member.Key)
            {
                case "owner":
                    isOwner = Scalar(member) is ScalarNode { Value: JsonBoolean { Value: var owner } } ? owner
                        : throw Wrong(member.Value.Position, "owner must be true or false");
                    break;
                case "policies":
                    policies = Checked(
                        member.Value.Position, () => PolicyList.Parse("policies", member.Value.ToJson()));
                    break;
                default:
                    keys = member.Value;
                    break;
            }
        }

        var state = _state.With(new User(account, entry.Key, isOwner, policies, IsConfigured: true));
        return keys switch
        {
            null => state,
            SequenceNode list =>
                list.Items.Aggregate(state, (all, key) => all.With(ReadKey(account, entry.Key, key, all))),
            _ => throw Wrong(keys.Position, "accessKeys must be a sequence of keys with id and secret"),
        };
    }

    private KeyEntry ReadKey(AccountId account, string user, SyntaxNode node, AccessState all)
    {
        var members = Entries(node, "accessKeys", "id", "secret", "enabled").ToDictionary(
            member => member.Key, Scalar, StringComparer.Ordinal);
        var id = Text(node, members, "id");
        if (all.FindKey(id) is not null)
        {
            throw Wrong(node.Position, $"the access key '{id}' is given twice");
        }

        var isEnabled = members.GetValueOrDefault("enabled") is not { Value: JsonBoolean { Value: false } };
        var secret = Text(node, members, "secret");
        return new(id, secret, account, user, isEnabled, DateTimeOffset.UnixEpoch, IsConfigured: true);
    }

    private AccessState ReadRole(AccountId account, MappingEntry entry)
    {
        TrustDocument? trust = null;
        var (policies, seconds) = (PolicyList.Empty, AccessNames.UsualSessionSeconds);
        foreach (var member in Entries(entry.Value, entry.Key, "trust", "policies", "maxSessionSeconds"))
        {
            switch (member.Key)
            {
                case "trust":
                    trust = Checked(member.Value.Position, () => TrustDocument.Parse("trust", member.Value.ToJson()));
                    break;
                case "policies":
                    policies = Checked(
                        member.Value.Position, () => PolicyList.Parse("policies", member.Value.ToJson()));
                    break;
                default:
                    seconds = Checked(
                        member.Value.Position, () => AccessNames.SessionSeconds(Scalar(member).Value.ToString()));
                    break;
            }
        }

        return _state.With(new Role(
            account,
            entry.Key,
            trust ?? throw Wrong(entry.KeyPosition, $"the role '{entry.Key}' needs a trust policy"),
            policies,
            seconds,
            IsConfigured: true));
    }

    private string Text(SyntaxNode node, Dictionary<string, ScalarNode> members, string name)
    {
        if (members.GetValueOrDefault(name) is not { Value: JsonString { Value.Length: > 0 } text } scalar)
        {
            throw Wrong(node.Position, $"an access key needs {name}, a string that is not empty");
        }

        return _values.Expand(text.Value, _values.File.Place(scalar.Position));
    }

    private ScalarNode Scalar(MappingEntry member) => member.Value as ScalarNode
        ?? throw Wrong(member.Value.Position, $"{member.Key} must be a single value, not {member.Value.KindName}");

    /// <param name="known">The keys that may stand there; none given allows any.</param>
    private IReadOnlyList<MappingEntry> Entries(SyntaxNode? node, string name, params string[] known)
    {
        if (node is null or ScalarNode { Value: JsonNull })
        {
            return [];
        }

        var mapping = node as MappingNode
            ?? throw Wrong(node.Position, $"{name} must be a mapping, not {node.KindName}");
        var unknown = known.Length == 0 ? null : mapping.Entries.FirstOrDefault(entry => !known.Contains(entry.Key));
        return unknown is null
            ? mapping.Entries
            : throw Wrong(
                unknown.KeyPosition,
                $"there is no key '{unknown.Key}' here; "
                + (Suggestion.For(unknown.Key, known)?.TrimEnd('?') ?? $"known are {string.Join(", ", known)}"));
    }

    /// <summary>Gives a mistake its place in the file.</summary>
    private T Checked<T>(SourcePosition position, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ApiException e)
        {
            throw Wrong(position, e.Message.TrimEnd('.'));
        }
    }

    private StartException Wrong(SourcePosition position, string problem) =>
        new($"{_values.File.Place(position)}: {problem}.", StartException.Usage);
}
