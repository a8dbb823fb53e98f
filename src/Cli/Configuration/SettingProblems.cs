using Sluice.Definitions;
using Sluice.Server.Starting;

namespace Sluice.Cli.Configuration;

/// <summary>Gathers all that is wrong with the settings, so that it can be told at once.</summary>
internal sealed class SettingProblems
{
    private readonly List<(SourcePosition? Place, string Sentence)> _all = [];

    public bool HasAny => _all.Count > 0;

    /// <param name="place">In the settings file; null for elsewhere.</param>
    /// <param name="sentence">Names the place. One that has been told is not told again.</param>
    public void Add(SourcePosition? place, string sentence)
    {
        if (!_all.Any(problem => problem.Sentence == sentence))
        {
            _all.Add((place, sentence));
        }
    }

    /// <summary>What is read, or something to go on with when it cannot be.</summary>
    public T Gather<T>(Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (StartException e)
        {
            Add(null, e.Message);
            return otherwise;
        }
    }

    /// <exception cref="StartException">All of it, a line each: the file's from top to bottom, then the rest.</exception>
    public void ThrowIfAny()
    {
        if (HasAny)
        {
            throw new StartException(string.Join('\n', InOrder()), StartException.Usage);
        }
    }

    private IEnumerable<string> InOrder() => _all
        .OrderBy(problem => problem.Place is null)
        .ThenBy(problem => problem.Place?.Line)
        .ThenBy(problem => problem.Place?.Column)
        .Select(problem => problem.Sentence);
}
