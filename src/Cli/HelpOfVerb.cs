using Sluice.Cli.Auditing;
using Sluice.Cli.Backups;
using Sluice.Cli.Checking;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;

namespace Sluice.Cli;

/// <summary>What <c>--help</c> says of a verb whose arguments are flags of the server, for the most part.</summary>
internal static class HelpOfVerb
{
    /// <returns>False when help is not asked for, or the verb has one of its own.</returns>
    public static bool TryShow(IVerb verb, IReadOnlyList<string> arguments, Surroundings surroundings)
    {
        if (verb is not (BackupVerb or StoreCheckVerb or AuditVerb) || arguments is not ["--help" or "-h" or "-?"])
        {
            return false;
        }

        surroundings.Output.Write($"""
            {HelpTexts.DescriptionHeading}
              {verb.Summary}

            {HelpTexts.UsageHeading}
              sluice {verb.Name} {verb.Usage.Replace("\n", " ", StringComparison.Ordinal)}

            {HelpTexts.SettingsHint}

            {HelpTexts.Example}
              {verb.Example}

            """.ReplaceLineEndings("\n"));
        return true;
    }
}
