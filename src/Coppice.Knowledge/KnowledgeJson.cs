using System.Text.Json.Serialization;

namespace Coppice.Knowledge;

[JsonSerializable(typeof(EvidenceFile))]
[JsonSerializable(typeof(RuleFile))]
[JsonSerializable(typeof(AskFile))]
[JsonSerializable(typeof(ProductFile))]
[JsonSerializable(typeof(MedicineFile))]
[JsonSerializable(typeof(CorrectionFile))]
[JsonSerializable(typeof(CodeFile))]
[JsonSerializable(typeof(Laws))]
[JsonSerializable(typeof(EmergencyHelp))]
[JsonSerializable(typeof(ModelFile))]
[JsonSerializable(typeof(ModelFactFile))]
[JsonSerializable(typeof(LearnFile))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    GenerationMode = JsonSourceGenerationMode.Metadata
)]
internal sealed partial class KnowledgeJson : JsonSerializerContext;
