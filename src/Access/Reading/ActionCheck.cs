using Sluice.Access.Words;

namespace Sluice.Access.Reading;

/// <summary>Whether a pattern of actions can be about anything.</summary>
internal static class ActionCheck
{
    /// <returns>What is wrong with it, or null.</returns>
    public static string? Problem(string text)
    {
        var colon = text.IndexOf(':');
        if (text == "*")
        {
            return null;
        }

        if (colon < 1 || colon == text.Length - 1)
        {
            return $"it must be '*' or of the form 'fnf:StartExecution', not {Vocabulary.Quote(text)}";
        }

        var (service, name) = (text[..colon], text[(colon + 1)..]);
        var meant = Vocabulary.Services.Where(known => Matches(service, known)).ToList();
        return meant.Count == 0 ? $"{Vocabulary.Quote(text)}: {Vocabulary.Unknown("service", service, Vocabulary.Services)}"
            : meant.Exists(known => IsAction(known, name)) ? null
            : $"{Vocabulary.Quote(text)}: "
                + Vocabulary.Unknown($"action of '{service}'", name, meant.SelectMany(known => Vocabulary.Actions[known]));
    }

    /// <remarks>Of a service that decides nothing here any name will do.</remarks>
    private static bool IsAction(string service, string name) =>
        !Vocabulary.Actions.TryGetValue(service, out var actions) || Array.Exists(actions, known => Matches(name, known));

    private static bool Matches(string pattern, string text) => Wildcards.Match(pattern, text, ignoreCase: true);
}
