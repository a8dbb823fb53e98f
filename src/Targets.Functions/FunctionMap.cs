using Sluice.Model;
using Sluice.Targets.Functions.Hosts;

namespace Sluice.Targets.Functions;

/// <summary>Finds what stands for a function.</summary>
/// <param name="hosts">By their patterns, in the order in which they are asked.</param>
internal sealed class FunctionMap(IReadOnlyList<(string Pattern, IFunctionHost Host)> hosts)
{
    /// <summary>What stands for the function; null when no pattern matches.</summary>
    public IFunctionHost? Find(FunctionName name) => FindEntry(name).Host;

    /// <summary>Where calls of the function go to; null when no pattern matches.</summary>
    public CallPlace? FindPlace(FunctionName name) =>
        FindEntry(name) is (var pattern, { } host) ? host.Place with { Entry = pattern } : null;

    private (string Pattern, IFunctionHost? Host) FindEntry(FunctionName name)
    {
        var forms = name.Forms.ToList();
        return hosts.FirstOrDefault(entry => forms.Exists(form => NamePattern.Matches(entry.Pattern, form)));
    }
}
