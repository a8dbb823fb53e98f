using Sluice.Model;

namespace Sluice.Definitions;

/// <summary>What <c>uuid()</c> and <c>randomInt()</c> draw from while one attempt of one state runs.</summary>
public interface IDraws
{
    /// <summary>Numbers for one field of the state: for the same attempt always the same ones, in the same order.</summary>
    /// <param name="field">The way to it within the state, such as <c>OutputConstructor.id.$</c>.</param>
    SeededEntropy In(string field);
}
