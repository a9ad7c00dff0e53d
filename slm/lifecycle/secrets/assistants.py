"""List the keys of language model providers and the services around them."""

from __future__ import annotations

from slm.lifecycle.secrets.guards import is_not_words
from slm.lifecycle.secrets.kind import END, START, START_OF_RUN, UUID, SecretKind, named, prefixed


def _loose(name: str, prefix: str, body: str, source: str) -> SecretKind:
    """Build a kind whose prefix is short enough to begin other words too."""
    pattern = f"{START_OF_RUN}{prefix}{body}(?![A-Za-z0-9_-])"
    return SecretKind(name, (prefix.lower(),), pattern, source, guard=is_not_words)


KINDS: tuple[SecretKind, ...] = (
    prefixed(
        "anthropic key",
        "sk-ant-",
        r"(?:api|admin|sid|oat|ort)[0-9]{2}-[A-Za-z0-9_-]{80,128}",
        "Anthropic help, API key best practices; GitHub docs, secret scanning partners",
    ),
    prefixed("openrouter key", "sk-or-v1-", "[0-9a-f]{64}", "OpenRouter docs, Authentication"),
    prefixed("langfuse secret key", "sk-lf-", UUID, "Langfuse docs, API and data platform"),
    prefixed(
        "openai project key",
        "sk-proj- sk-svcacct- sk-admin- sk-None-",
        "[A-Za-z0-9_-]{40,200}",
        "OpenAI help, Project and service account API keys, 2024",
    ),
    SecretKind(
        "openai key",
        ("t3blbkfj",),
        r"sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}",
        "OpenAI docs, API keys; the middle is base64 for OpenAI",
        before=23,
    ),
    _loose(
        "deepseek key",
        "sk-",
        "(?:[0-9a-f]{32}|[A-Za-z0-9]{48})",
        "DeepSeek docs, Your first API call",
    ),
    prefixed("groq key", "gsk_", "[A-Za-z0-9]{52}", "Groq docs, API keys"),
    prefixed("perplexity key", "pplx-", "[A-Za-z0-9]{40,56}", "Perplexity docs, API keys"),
    prefixed("xai key", "xai-", "[A-Za-z0-9]{70,90}", "xAI docs, Getting started"),
    prefixed("replicate token", "r8_", "[A-Za-z0-9]{37}", "Replicate docs, API tokens"),
    prefixed(
        "hugging face token",
        "hf_",
        "[A-Za-z0-9]{34,37}(?![A-Za-z0-9_])",
        "Hugging Face docs, User access tokens",
    ),
    prefixed(
        "hugging face organization token",
        "api_org_",
        "[A-Za-z0-9]{34}",
        "Hugging Face docs, Organization API tokens",
    ),
    named("cohere key", "cohere", "[A-Za-z0-9]{40}", "Cohere docs, API keys: 40 characters"),
    named("mistral key", "mistral", "[A-Za-z0-9]{32}", "Mistral docs, API keys: 32 characters"),
    prefixed("together key", "tgp_v1_", "[A-Za-z0-9_-]{40,50}", "Together docs, API keys"),
    _loose("fireworks key", "fw_", "[A-Za-z0-9]{22,32}", "Fireworks docs, API keys"),
    prefixed("anyscale key", "esecret_", "[a-z0-9]{24,40}", "Anyscale docs, Endpoints"),
    prefixed("cerebras key", "csk-", "[a-z0-9]{48}", "Cerebras docs, Quickstart"),
    prefixed("nvidia key", "nvapi-", "[A-Za-z0-9_-]{60,80}", "NVIDIA docs, NGC API keys"),
    prefixed(
        "langsmith key",
        "lsv2_pt_ lsv2_sk_",
        "[0-9a-f]{32}_[0-9a-f]{10}",
        "LangSmith docs, Create an API key",
    ),
    prefixed(
        "pinecone key", "pcsk_", "[A-Za-z0-9]{5,6}_[A-Za-z0-9]{60,66}", "Pinecone docs, API keys"
    ),
    SecretKind(
        "elevenlabs key",
        ("sk_",),
        f"{START}sk_[0-9a-f]{{48}}{END}",
        "ElevenLabs docs, API authentication",
    ),
    _loose("voyage key", "pa-", "[A-Za-z0-9_-]{43}", "Voyage docs, API key"),
    prefixed("jina key", "jina_", "[0-9a-f]{32}[A-Za-z0-9_-]{28}", "Jina docs, Reader API"),
    prefixed("tavily key", "tvly-", "(?:dev-|prod-)?[A-Za-z0-9]{32}", "Tavily docs, Quickstart"),
    _loose("firecrawl key", "fc-", "[0-9a-f]{32}", "Firecrawl docs, Quickstart"),
    prefixed("e2b key", "e2b_", "[0-9a-f]{40}", "E2B docs, API key"),
    prefixed("llama cloud key", "llx-", "[A-Za-z0-9]{48}", "LlamaCloud docs, API key"),
    prefixed(
        "cursor key", "crsr_ key_", "[0-9a-f]{64}", "Cursor docs, Admin and background agent API"
    ),
    prefixed("helicone key", "sk-helicone-", "[a-z0-9-]{30,45}", "Helicone docs, API keys"),
    prefixed("runpod key", "rpa_", "[A-Za-z0-9]{40,60}", "RunPod docs, Manage API keys"),
    prefixed("weights and biases key", "wandb_v1_", "[A-Za-z0-9_-]{40,100}", "W&B docs, API keys"),
    named("weights and biases old key", "wandb", "[0-9a-f]{40}", "W&B docs: 40 characters"),
    named("deepgram key", "deepgram", "[0-9a-f]{40}", "Deepgram docs, Authentication"),
    named("assemblyai key", "assemblyai", "[0-9a-f]{32}", "AssemblyAI docs, Authentication"),
    _loose("modal token secret", "as-", "[A-Za-z0-9]{22}", "Modal docs, Service users"),
    prefixed("mem0 key", "m0-", "[A-Za-z0-9]{40}", "Mem0 docs, Platform quickstart"),
)
