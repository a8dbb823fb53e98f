using Sluice.Cli.Wording;
namespace Sluice.Cli.Verbs;

/// <summary>Something that the program can be told to do: <c>sluice NAME …</c>.</summary>
internal interface IVerb
{
    /// <summary>The first word behind <c>sluice</c>.</summary>
    string Name { get; }

    /// <summary>The words behind the name, as <c>--help</c> shows them; a line too long for a terminal is broken.</summary>
    string Usage { get; }

    /// <summary>One sentence for <c>--help</c>.</summary>
    string Summary => VerbDescriptions.Of(Name);

    /// <summary>A line that works when it is pasted; empty while there is none.</summary>
    string Example => "";

    /// <param name="arguments">Those behind the name.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="Server.Starting.StartException">The arguments are wrong, or it cannot be done; it says why.</exception>
    Task<int> RunAsync(string[] arguments, Surroundings surroundings);
}
