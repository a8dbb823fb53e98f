using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Objects.Results;

/// <summary>Where the results of one map run are written.</summary>
public sealed record ResultLocation
{
    private ResultLocation(BucketName bucket, string folder) => (Bucket, Folder) = (bucket, folder);

    public BucketName Bucket { get; }

    /// <summary>What all their keys begin with; ends at a slash.</summary>
    public string Folder { get; }

    public ObjectAddress Manifest => At("manifest.json");

    /// <summary>Turns the field <c>ResultWriter</c>, its expressions evaluated, into a place of the run's
    /// own.</summary>
    /// <param name="resultWriter"><c>{"Parameters":{"Bucket","Prefix"}}</c>; the prefix may be
    /// absent.</param>
    /// <param name="mapRunName">Becomes a part of every key, so that runs do not overwrite each other's
    /// results.</param>
    /// <returns>The place; <c>FnF.InvalidArgument</c> that names the field, or what is wrong with the
    /// bucket's name or the keys.</returns>
    /// <remarks>Source: definition language, section 6.9.</remarks>
    public static Outcome<ResultLocation> Read(JsonObject resultWriter, string mapRunName)
    {
        if (resultWriter.Get("Parameters") is not JsonObject parameters)
        {
            return Invalid("Parameters", "it must be an object with 'Bucket' and 'Prefix'");
        }

        if (parameters.Get("Bucket") is not JsonString bucket)
        {
            return Invalid("Parameters.Bucket", "it must be a string, the name of a bucket");
        }

        if (parameters.Get("Prefix") is not (JsonNull or JsonString))
        {
            return Invalid("Parameters.Prefix", "it must be a string, what the keys begin with");
        }

        return Read(bucket.Value, (parameters.Get("Prefix") as JsonString)?.Value ?? "", mapRunName);
    }

    internal ObjectAddress At(string name) => new(Bucket, ObjectKey.Parse(Folder + name));

    private static Outcome<ResultLocation> Read(string bucket, string prefix, string mapRunName)
    {
        try
        {
            var slash = prefix.Length == 0 || prefix.EndsWith('/') ? "" : "/";
            var location = new ResultLocation(BucketName.Parse(bucket), $"{prefix}{slash}{mapRunName}/");
            _ = location.At(ResultWriter.LongestName);
            return location;
        }
        catch (ObjectException e)
        {
            return e.Failure;
        }
    }

    private static StepFailure Invalid(string field, string problem) =>
        StepFailure.InvalidArgument($"ResultWriter.{field}", problem);
}
