using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sluice.Outbound;

/// <summary>Hosts by name: one, such as <c>api.example.com</c> or <c>10.0.0.7</c>, or all below one, as <c>*.example.com</c>.</summary>
public sealed record HostPattern
{
    private readonly string _name;
    private readonly bool _isBelow;

    private HostPattern(string name, bool isBelow) => (_name, _isBelow) = (name, isBelow);

    public static bool TryParse(string text, [NotNullWhen(true)] out HostPattern? pattern)
    {
        var isBelow = text.StartsWith("*.", StringComparison.Ordinal);
        var name = (isBelow ? text[2..] : text).Trim('[', ']');
        var kind = Uri.CheckHostName(name);
        pattern = kind is UriHostNameType.Dns || (!isBelow && kind is UriHostNameType.IPv4 or UriHostNameType.IPv6)
            ? new(Plain(name, kind), isBelow)
            : null;
        return pattern is not null;
    }

    /// <param name="host">As <see cref="Uri.IdnHost"/> has it, in any letter case.</param>
    public bool Matches(string host)
    {
        var plain = host.AsSpan().Trim("[]");
        return _isBelow
            ? plain.Length > _name.Length
                && plain[^(_name.Length + 1)] == '.'
                && plain.EndsWith(_name, StringComparison.OrdinalIgnoreCase)
            : plain.Equals(_name, StringComparison.OrdinalIgnoreCase);
    }

    public override string ToString() => _isBelow ? $"*.{_name}" : _name;

    /// <summary>The spelling that connections are made by.</summary>
    private static string Plain(string name, UriHostNameType kind) => kind == UriHostNameType.Dns
        ? new IdnMapping { UseStd3AsciiRules = false }.GetAscii(name.TrimEnd('.'))
        : name;
}
