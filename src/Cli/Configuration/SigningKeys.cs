using Sluice.Cli.Wording;
using Sluice.Definitions.Syntax;
using Sluice.Outbound.Signing;

namespace Sluice.Cli.Configuration;

/// <summary>Access keys that calls to the outside are signed with, as the file has them.</summary>
internal static class SigningKeys
{
    /// <param name="key">Holds <c>id</c> and <c>secret</c>, and for a temporary key <c>securityToken</c>.</param>
    public static SigningKey Read(FileSection section, MappingEntry key)
    {
        var members = section.Entries(key.Value, key.Key, "id", "secret", "securityToken")
            .ToDictionary(member => member.Key, section.Text, StringComparer.Ordinal);
        return members.TryGetValue("id", out var id) && members.TryGetValue("secret", out var secret)
            ? new SigningKey(id, secret, members.GetValueOrDefault("securityToken"))
            : throw FileSection.Wrong(key.KeyPosition, SettingTexts.FormatNeedsIdAndSecret(key.Key));
    }
}
