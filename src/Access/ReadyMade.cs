using Sluice.Access.Reading;
using Sluice.Model.Json;

namespace Sluice.Access;

/// <summary>Policies that everybody can use by name.</summary>
/// <remarks>Source: protocol, section 12.4; the last one is our own, for the extension API.</remarks>
public static class ReadyMade
{
    private static readonly Dictionary<string, Policy> Policies = new(StringComparer.Ordinal)
    {
        ["AliyunFnFFullAccess"] = Read("AliyunFnFFullAccess", """
            {"Version":"1","Statement":[
              {"Effect":"Allow","Action":"fnf:*","Resource":"*"},
              {"Effect":"Allow","Action":"ram:PassRole","Resource":"*",
               "Condition":{"StringEquals":{"acs:Service":"fnf.aliyuncs.com"}}}]}
            """),
        ["AliyunFnFReadOnlyAccess"] = Read("AliyunFnFReadOnlyAccess", """
            {"Version":"1","Statement":[
              {"Effect":"Allow","Action":["fnf:Describe*","fnf:List*","fnf:Get*"],"Resource":"*"}]}
            """),
        ["AliyunSTSAssumeRoleAccess"] = Read("AliyunSTSAssumeRoleAccess", """
            {"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}
            """),
        ["SluiceAdministratorAccess"] = Read("SluiceAdministratorAccess", """
            {"Version":"1","Statement":[{"Effect":"Allow","Action":["fnf:*","sts:*","sluice:*"],"Resource":"*"}]}
            """),
    };

    public static IEnumerable<string> Names => Policies.Keys;

    public static Policy? Find(string name) => Policies.GetValueOrDefault(name);

    private static Policy Read(string name, string text) =>
        JsonReading.TryParse(text, out var document, out _) && PolicyReader.Read(document, out _) is { } policy
            ? policy with { Name = name }
            : throw new InvalidOperationException("A ready-made policy is wrong.");
}
